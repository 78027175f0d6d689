"""What can go wrong around releases: a code, what happened, and what to do. The live release is never touched by it."""

from __future__ import annotations

import errno


class ReleaseError(RuntimeError):
    """A release could not be built, published or taken back; whatever was live is live."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        """Keeps the parts beside the whole line."""
        super().__init__(f"{code} {message} Remedy: {remedy}")
        self.code, self.message, self.remedy = code, message, remedy


NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def of_system(error: OSError) -> ReleaseError:
    """Says in words what the system refused: no space, no permission, or its own words."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in NO_SPACE:
        return ReleaseError(
            "R011", f"The disk is full{where}. Nothing went live.", "free some space, then do it again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        remedy = "run it as the user that the bot runs as."
        return ReleaseError("R012", f"A file may not be written{where}. Nothing went live.", remedy)
    return ReleaseError(
        "R013", f"The system refused: {error.strerror or type(error).__name__}{where}. Nothing went live.", "try again."
    )
