"""Which words and pairs of words a text holds, the rare ones weighing more.

An embedding hardly knows "I ask for help" from "I never ask for help"; two words side by side do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

_SEEN = 3  # in so many examples: a word seen once or twice teaches that example by heart


@dataclass(frozen=True)
class Wording:
    """The words and pairs that count, with their weights."""

    terms: np.ndarray  # (terms,) of text
    weights: np.ndarray  # (terms,)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wording:
        """Learns from prepared texts, see `bot.cues.words`."""
        seen = Counter(term for text in texts for term in set(_terms(text)))
        terms = sorted(term for term, n in seen.items() if n >= _SEEN)
        weights = [np.log((1 + len(texts)) / (1 + seen[term])) + 1 for term in terms]
        return cls(np.array(terms, dtype=np.str_), np.array(weights, dtype=np.float32))

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One row of length one a prepared text; a text without a known term stays zero."""
        starts, columns, values = [0], [], []
        for text in texts:
            counts = Counter(c for c in map(self._columns.get, _terms(text)) if c is not None)
            known = np.fromiter(counts, dtype=np.int32, count=len(counts))
            row = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.weights[known]
            columns.append(known)
            values.append(row / max(float(np.linalg.norm(row)), 1e-9))
            starts.append(starts[-1] + len(known))
        parts = (np.concatenate(values), np.concatenate(columns), starts) if texts else ([], [], starts)
        return csr_matrix(parts, shape=(len(texts), len(self.terms)), dtype=np.float32)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {str(term): i for i, term in enumerate(self.terms)}


def _terms(prepared: str) -> list[str]:
    words = prepared.split()
    return [*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))]
