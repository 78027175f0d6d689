"""What may go wrong around the kept questions, as errors that quote nobody."""

from __future__ import annotations


class ReviewError(RuntimeError):
    """Something did not go through; nothing was half done.

    Attributes:
        code: Stable code such as ``Q001``.
        remedy: What staff can do about it.
    """

    def __init__(self, code: str, what: str, remedy: str) -> None:
        super().__init__(f"{code} {what}. Remedy: {remedy}")
        self.code, self.remedy = code, remedy


class ReviewDown(ReviewError):
    """The database cannot be reached, is full or refuses; the same call may work later."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            "Q001",
            f"The store of kept questions did not answer ({kind})",
            "see that the database runs and its disk has room",
        )


class ReviewKeys(ReviewError):
    """The keys are missing or do not fit what is stored."""

    def __init__(self) -> None:
        super().__init__(
            "Q002",
            "The kept questions cannot be read with the keys at hand",
            "put back review.key or the REVIEW_KEYS that they were stored with",
        )


class NoGroup(ReviewError):
    """No group of kept questions has this number."""

    def __init__(self, number: int) -> None:
        super().__init__("Q003", f"There is no group {number}", "python -m bot review")


class NotWritten(ReviewError):
    """What staff wrote cannot go into a topic as it is."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__("Q004", what, remedy)
