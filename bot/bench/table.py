"""A plain-text table: first column left, the others right."""

from __future__ import annotations

from collections.abc import Sequence

GAP = "  "
NOTHING = "-"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lays out a table.

    Args:
        head: The columns' names.
        rows: The cells, as many in each row as there are columns.

    Returns:
        Lines without trailing blanks, the head underlined.
    """
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [_line(head, widths), GAP.join("-" * width for width in widths)]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return GAP.join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()


def number(value: float | None, digits: int = 1, unit: str = "") -> str:
    """Writes a number for a cell; a dash where it was not measured."""
    return NOTHING if value is None else f"{value:,.{digits}f}{unit}"


def share(value: float | None) -> str:
    """Writes a share of 0 to 1 with three digits; a dash where it was not measured."""
    return NOTHING if value is None else f"{value:.3f}"
