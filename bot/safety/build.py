"""Train the classifier beside the rules, from what bot/safety/examples.py gathers.

    python -m bot safety build      # writes var/safety/indirect.npz
    python -m bot safety static     # writes data/safety/static_help.txt

The threshold is chosen by cross-validation on look-alikes and on what people ask.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.safety.examples import NONE, Examples, asked, gather, own_words
from bot.safety.indirect import ARTEFACT, artefact_path, digest
from bot.safety.kernel import VIEWS, learn, main_directions
from bot.safety.normalise import SAFETY_DATA
from bot.safety.rules import KINDS

__all__ = ["Trained", "asked", "build", "own_words"]

# Shares that may lie above the threshold in cross-validation. The look-alikes are written to be hard, and a fold lacks
# those nearest to them: on messages not trained on (tests/data/safety) the shares are far smaller.
MOST_LOOKALIKES, MOST_TOPICS = 0.16, 0.02
LOST = 0.001
"""Share of the danger that both encoders find which a glance with the first may lose."""
_DANGER, _WRITTEN, _OTHER = 3.0, 1.0, 1.0
"""How much an example counts: danger, a look-alike, anything else that is calm."""
_MARGIN = 0.03
"""Above the cross-validated threshold. Of our own 361 messages of danger six are missed for it, and of 1,279 calm ones
two fewer are taken for danger; twice as much missed eight more of danger for eight fewer."""


@dataclass(frozen=True)
class Trained:
    """What a build found, for its report."""

    examples: int
    recall: float
    lookalikes: float
    topics: float
    threshold: float
    settled: float
    """Share of ordinary questions that a glance settles."""


def build(data: Path | None = None, folder: Path | None = None, cache: Path | None = None) -> Trained:
    """Train and write the artefact.

    Args:
        data: folder of the safety files.
        folder: where the artefact goes; var/safety if None.
        cache: where vectors are kept between builds; beside the topics' if None.
    """
    from bot.nlu.embeddings import encoder_named

    examples = gather((data or SAFETY_DATA).parent)
    encoders = [encoder_named(view.encoder) for view in VIEWS]
    rows, projections = _rows(examples, encoders, cache)
    kinds = np.array(examples.kinds)
    place = np.arange(len(kinds))
    weights = np.where(kinds != NONE, _DANGER, np.where(place < examples.written, _WRITTEN, _OTHER)).astype(np.float32)
    wanted = np.where(kinds != NONE, 1.0, -1.0).astype(np.float32)
    landmarks = np.arange(examples.written + examples.letters)
    machine, held = learn(rows, wanted, weights, landmarks)
    lookalike = (kinds == NONE) & (place < examples.written)
    topics = place >= examples.written + examples.letters + examples.own
    threshold = max(np.quantile(held[lookalike], 1 - MOST_LOOKALIKES), np.quantile(held[topics], 1 - MOST_TOPICS))
    threshold += _MARGIN
    first = rows[:, : projections[0].directions.shape[1]]
    first = first / np.linalg.norm(first, axis=1, keepdims=True)
    glance, seen = learn(first, wanted, weights, landmarks, folds=2)
    calm = float(np.quantile(seen[(wanted > 0) & (held > threshold)], LOST))
    # A tap on a button, or "I don't want to do this any more" where that ends a guided check, must raise no alarm.
    own = sorted({digest(text) for text in own_words((data or SAFETY_DATA).parent)})
    target = (folder or artefact_path().parent) / ARTEFACT
    target.parent.mkdir(parents=True, exist_ok=True)
    learnt = {}
    for view, projection in zip(VIEWS, projections, strict=True):
        learnt[f"{view.encoder}_mean"] = projection.mean
        learnt[f"{view.encoder}_directions"] = projection.directions.astype(np.float16)
    np.savez_compressed(
        target,
        landmarks=rows[landmarks].astype(np.float16),
        weights=machine.astype(np.float32),
        glance=glance.astype(np.float32),
        calm=calm,
        threshold=threshold,
        own=np.array(own, dtype=np.uint64),
        kind_of=kinds[landmarks].astype(np.int8),
        kinds=np.array(KINDS),
        encoders=np.array([view.encoder for view in VIEWS]),
        shares=np.array([view.share for view in VIEWS]),
        fingerprints=np.array([encoder.fingerprint() for encoder in encoders]),
        **learnt,
    )
    return Trained(
        examples=len(kinds),
        recall=float((held[kinds != NONE] > threshold).mean()),
        lookalikes=float((held[lookalike] > threshold).mean()),
        topics=float((held[topics] > threshold).mean()),
        threshold=float(threshold),
        settled=float((seen[topics] < calm).mean()),
    )


def _rows(examples: Examples, encoders: list, cache: Path | None) -> tuple[np.ndarray, list]:  # type: ignore[type-arg]
    from bot.nlu.embeddings.cache import encode_cached
    from bot.settings import from_environment

    kept = cache or from_environment().var / "embeddings"
    rows, projections = [], []
    for view, encoder in zip(VIEWS, encoders, strict=True):
        found = encode_cached(encoder, examples.texts, kept / "safety", also=kept)[:, : view.width]
        # What is written to sound alike tells most: the directions are those of the written examples.
        projections.append(main_directions(found[: examples.written]))
        rows.append(projections[-1](found, view.share))
    return np.hstack(rows), projections


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `python -m bot safety`."""
    parser.add_argument("what", choices=("build", "static"), help="train the classifier, or write the static help text")


def run(args: argparse.Namespace) -> int:
    """Run `python -m bot safety`."""
    if args.what == "static":
        from bot.safety.helplines import default_helplines
        from bot.safety.static import generate
        from bot.safety.voice import practice_file

        text = generate(practice_file(), default_helplines())
        (SAFETY_DATA / "static_help.txt").write_text(text + "\n", encoding="utf-8")
        return 0
    done = build()
    print(
        f"danger classifier: {done.examples} phrases; held out: found {done.recall:.0%}, "
        f"false alarms {done.lookalikes:.1%} of look-alikes, {done.topics:.2%} of ordinary questions; "
        f"a glance settles {done.settled:.0%} of those"
    )
    return 0
