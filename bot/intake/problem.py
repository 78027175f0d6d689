"""What may go wrong in the intake's store, as errors that quote nobody."""

from __future__ import annotations


class IntakeError(RuntimeError):
    """Something did not go through; nothing was half done.

    Attributes:
        code: Stable code such as ``I001``.
        remedy: What staff can do about it.
    """

    def __init__(self, code: str, what: str, remedy: str) -> None:
        super().__init__(f"{code} {what}. Remedy: {remedy}")
        self.code, self.remedy = code, remedy


class StoreDown(IntakeError):
    """The database cannot be reached, is full or refuses; the same call may work later."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            "I001", f"The intake store did not answer ({kind})", "see that the database runs and its disk has room"
        )


class NoDraft(IntakeError):
    """The draft is gone: never opened, expired, withdrawn, or already sent."""

    def __init__(self) -> None:
        super().__init__("I002", "There is no such draft", "ask for consent and open a new one")


class NoKey(IntakeError):
    """The keys are missing or do not fit what is stored."""

    def __init__(self, what: str) -> None:
        super().__init__("I003", what, "put back the key file or INTAKE_KEYS that the records were stored with")
