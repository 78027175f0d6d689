"""Draws the confusion matrix."""

from __future__ import annotations

from pathlib import Path


def draw(names: list[str], counts: list[list[int]], file: Path) -> None:
    """Writes a PNG of a confusion matrix.

    Args:
        names: Topics, the same for rows (wanted) and columns (given).
        counts: How often, row by row.
        file: Where to write; folders are made.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    side = max(6.0, len(names) * 0.24)
    figure, axes = pyplot.subplots(figsize=(side, side))
    shares = [[n / max(1, sum(row)) for n in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("given")
    axes.set_ylabel("wanted")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=110, bbox_inches="tight")
    pyplot.close(figure)
