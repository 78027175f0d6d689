"""One problem in a file: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a content file, in plain words.

    Attributes:
        code: Stable code such as ``T012``; tests and staff refer to it.
        file: Path as staff know it, starting with ``data/``.
        line: Line number counted from 1.
        message: What is wrong, one sentence without the final full stop.
        remedy: What to do, one sentence.
        level: ``error`` stops a release, ``warning`` does not.
    """

    code: str
    file: str
    line: int
    message: str
    remedy: str
    level: str = ERROR

    def __str__(self) -> str:
        """Return the line that staff read."""
        kind = "" if self.level == ERROR else "(warning) "
        return f"{self.file}:{self.line}: {self.code} {kind}{_ended(self.message)} {_ended(self.remedy)}"

    def as_dict(self) -> dict[str, object]:
        """Return the fields for JSON."""
        return asdict(self)


class ContentError(ValueError):
    """Raised when content files cannot be used; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
