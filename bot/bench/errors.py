"""What stops the bench, in one line a colleague can act on."""

from __future__ import annotations


class BenchError(RuntimeError):
    """The bench cannot go on; the message says why and what to do."""
