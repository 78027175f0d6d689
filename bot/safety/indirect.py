"""A classifier over sentence embeddings, for danger that no list of words holds.

Trained at release by `bot.safety.build`; here only numpy reads what it left: a
kernel machine (landmarks and their weights) over the embedding of the message
and of each of its sentences. A glance with the first encoder alone, which has read the
message for its topic anyway, settles what is plainly calm: three messages of four.
Without its artefact the rules work alone.
"""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

import numpy as np

from bot import place
from bot.safety.fold import fold
from bot.safety.kernel import Projection, near

log = logging.getLogger(__name__)

ARTEFACT = "indirect.npz"
_BREAK = re.compile(r"(?<=[.!?\n;])\s+|\n+")
_MOST_SENTENCES = 12
_MOST_CHARACTERS = 4000
SENTENCE_BONUS = 0.2
"""Measured on letters of our own: found more of the danger in them than the worst sentence or the whole alone."""
_NEIGHBOURS, _STEEP = 12, 10


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, if there are several."""
    ends = [*_BREAK.finditer(text)]
    edges = zip([0, *(end.end() for end in ends)], [*(end.start() for end in ends), len(text)], strict=True)
    found = [(start, end) for start, end in edges if len(text[start:end].split()) >= 3]
    return found[:_MOST_SENTENCES] if len(found) > 1 else []


def weigh(scores: np.ndarray) -> float:
    """One value for a message from those of its pieces, the whole first.

    A sentence sounds graver than the letter it stands in ("I hold it in with all I've got"), so the worst one counts
    together with the whole.
    """
    if len(scores) == 1:
        return float(scores[0])
    return float(max(scores[0], (scores[0] + scores[1:].max()) / 2 + SENTENCE_BONUS))


def digest(text: str) -> int:
    """Stands for a text: capitals, spaces and what ends it aside."""
    plain = " ".join(fold(text).split()).strip(" .!?")
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Unusable(Exception):
    """The trained classifier cannot be used; `code` is one of readiness.py's."""

    def __init__(self, code: str, message: str) -> None:
        """Keeps the code beside the message."""
        super().__init__(message)
        self.code = code


def fits(path: Path) -> None:
    """See that the trained classifier is there and was trained with the encoder that is installed.

    Raises:
        Unusable: D002 it was trained with another encoder, D003 it is not there, D004 it cannot be read.
    """
    from bot.nlu.embeddings import encoder_named

    if not path.is_file():
        raise Unusable("D003", "No danger classifier has been trained.")
    try:
        with np.load(path, allow_pickle=False) as data:
            trained = dict(zip(data["encoders"].tolist(), data["fingerprints"].tolist(), strict=True))
        installed = {name: encoder_named(name).fingerprint() for name in trained}
    except Exception as error:
        raise Unusable("D004", f"The danger classifier cannot be read ({type(error).__name__}).") from error
    if installed != trained:
        raise Unusable("D002", "The danger classifier was trained with another encoder.")


class IndirectClassifier:
    """The trained classifier.

    Args:
        path: the artefact that `bot.safety.build` wrote.

    Raises:
        Unusable: see `fits`.
    """

    def __init__(self, path: Path) -> None:
        from bot.nlu.embeddings import encoder_named

        fits(path)
        with np.load(path, allow_pickle=False) as data:
            self._landmarks = data["landmarks"].astype(np.float32)
            self._weights = data["weights"]
            self._glance_weights, self._calm = data["glance"], float(data["calm"])
            self.threshold = float(data["threshold"])
            self._own = frozenset(data["own"].tolist())
            self._kind_of = data["kind_of"].astype(np.int64)
            self._kinds = [str(k) for k in data["kinds"]]
            self._views = []
            for name, share in zip(data["encoders"].tolist(), data["shares"].tolist(), strict=True):
                turn = Projection(data[f"{name}_mean"], data[f"{name}_directions"].astype(np.float32))
                self._views.append((encoder_named(name), turn, share))
        width, share = self._views[0][1].directions.shape[1], self._views[0][2]
        self._glance_marks = np.ascontiguousarray(self._landmarks[:, :width] / share**0.5)
        self._decide("is anybody there?")  # loads the weights now, not in the first turn

    def __call__(self, text: str) -> tuple[str, float] | None:
        """The kind of danger and how far above the threshold, or nothing; nothing for what the chat itself offers."""
        return self._decide(text) if len(text.split()) >= 2 and digest(text) not in self._own else None

    def _decide(self, text: str) -> tuple[str, float] | None:
        text = text[:_MOST_CHARACTERS].strip()
        parts = sentences(text)
        first = self._first(text, parts)
        if self.plainly_calm(first):
            return None
        close = near(self._whole(first, text, parts), self._landmarks)
        scores = close @ self._weights
        found = weigh(scores)
        if found <= self.threshold:
            return None
        return self._kind(close[int(scores.argmax())]), float(found - self.threshold)

    def plainly_calm(self, first: np.ndarray) -> bool:
        """Whether the first encoder's rows settle it: below this lay one in a thousand that both encoders found."""
        return weigh(near(first, self._glance_marks) @ self._glance_weights) < self._calm

    def _first(self, text: str, parts: list[tuple[int, int]]) -> np.ndarray:
        """What the first encoder says of the message and its sentences, in rows of length one."""
        encoder, turn, _ = self._views[0]
        return turn(encoder.encode_parts(text, parts), 1.0)

    def _whole(self, first: np.ndarray, text: str, parts: list[tuple[int, int]]) -> np.ndarray:
        """The same of all encoders side by side."""
        others = [turn(encoder.encode_parts(text, parts), share) for encoder, turn, share in self._views[1:]]
        return np.hstack([first * self._views[0][2] ** 0.5, *others])

    def _kind(self, close: np.ndarray) -> str:
        """The kind that the nearest examples of danger are of."""
        nearest = np.argsort(np.where(self._kind_of >= 0, close, -1.0))[-_NEIGHBOURS:]
        votes = np.bincount(self._kind_of[nearest], weights=close[nearest] ** _STEEP, minlength=len(self._kinds))
        return self._kinds[int(votes.argmax())]


def artefact_path() -> Path:
    """Where the artefact is: in the release that is read here, else var/safety."""
    return place.safety() / ARTEFACT


def load_indirect(path: Path | None = None) -> IndirectClassifier | None:
    """The trained classifier, or None when it has not been built or cannot be used."""
    try:
        return IndirectClassifier(path or artefact_path())
    except Unusable as error:  # the rules must never be lost over it
        log.error("%s %s The rules work alone. Remedy: make train, then start again.", error.code, error)
    except Exception as error:
        log.error("D004 The danger classifier cannot be used (%s). The rules work alone.", type(error).__name__)
    return None
