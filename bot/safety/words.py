"""Single words: the many ways of typing one, brought to the one that the rules name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from bot.safety.fold import fold

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b",
                       "@": "a", "$": "s", "!": "i", "+": "t", "|": "l", "€": "e", "£": "l"})  # fmt: skip
_RUN3 = re.compile(r"(.)\1{2,}")
EDGE = "\"'()[]{}<>,.;:!?-~_/\\=#&%^…|*"


class Words:
    """Holds the word lists; see data/safety/normalise.yml.

    Args:
        config: that file's content.
        lexicon: every English word that a rule names, dangerous ones first.
        key_words: the words that may be joined, split and spell-checked to.
        near_words: ordinary English words one letter away from one of ours.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        lexicon: Iterable[str],
        key_words: Iterable[str],
        near_words: Iterable[str],
    ) -> None:
        self.expand = {fold(str(k)): str(v).split() for k, v in config["expand"].items()}
        self.emoji = {c: name for name, chars in config["emoji"].items() for c in chars.split()}
        self.emoji_words = {ord(c): f" {w} " for c, w in config.get("emoji_words", {}).items()}
        self.glue = frozenset(config["glue"])
        self.keys = tuple(dict.fromkeys(w for w in key_words if w.isalpha()))
        self.key_set = frozenset(self.keys)
        self.lexicon = frozenset(lexicon) | self.key_set | self.glue | frozenset(self.expand)
        self.near = frozenset(near_words)
        self._typos: dict[str, str] = {}
        for word in (*self.keys, *sorted(self.lexicon - self.key_set)):
            for typo in _slips(word):
                if typo not in self.lexicon and typo not in self.near:
                    self._typos.setdefault(typo, word)
        self._deletes: dict[str, str] = {}
        for word in self.keys:
            if len(word) >= 5:
                for cut in (word, *_deletes(word)):
                    self._deletes.setdefault(cut, word)
        self._masked = [(w, len(w)) for w in self.keys if 3 <= len(w) <= 10]
        self._max_part = max((len(w) for w in self.lexicon), default=1)
        self.correct = lru_cache(maxsize=20_000)(self._correct)

    def _correct(self, word: str) -> tuple[str, ...]:
        """The word, or the words, most likely meant."""
        if word in self.expand:
            return tuple(self.expand[word])
        if word in self.lexicon or word in self.near or len(word) < 3 or len(word) > 40:
            return (word,)
        if not word.isascii():
            return (word,)
        short = _RUN3.sub(r"\1\1", word)
        for guess in (short, _RUN3.sub(r"\1", word), re.sub(r"(.)\1+", r"\1", word)):
            if guess != word and guess in self.lexicon and len(guess) > 1:
                return self._correct(guess)
        word = short
        if word in self._typos:
            return self._correct(self._typos[word])
        if len(word) >= 5 and word.isalpha():
            for cut in (word, *_deletes(word)):
                if cut in self._deletes:
                    return self._correct(self._deletes[cut])
        if 5 <= len(word) <= 30 and word.isalpha():
            parts = self.segment(word)
            if parts and len(parts) > 1 and any(p in self.key_set for p in parts):
                return tuple(x for p in parts for x in self._correct(p))
        return (word,)

    def segment(self, blob: str) -> list[str] | None:
        """Split letters written without spaces into known words, fewest first."""
        best: list[list[str] | None] = [[]] + [None] * len(blob)
        for end in range(1, len(blob) + 1):
            for start in range(max(0, end - self._max_part), end):
                head, part = best[start], blob[start:end]
                if head is None or (part not in self.lexicon) or (len(part) == 1 and part not in "ia"):
                    continue
                if best[end] is None or len(head) + 1 < len(best[end] or ()):
                    best[end] = [*head, part]
        return best[-1]

    def leet(self, chunk: str) -> str | None:
        """The word behind figures, symbols and asterisks, if there is one."""
        if chunk.isalpha() or not any(c.isalpha() for c in chunk):
            return None
        if "*" in chunk or "#" in chunk:
            hidden = re.sub(r"[*#]+", lambda m: "." * len(m[0]), chunk.strip("\"'()[],.;:!?"))
            letters = hidden.replace(".", "")
            if hidden and len(letters) >= 2 and letters.isalpha():
                for word, size in self._masked:
                    if size == len(hidden) and all(h in (".", c) for h, c in zip(hidden, word, strict=True)):
                        return word
        guess = chunk.translate(LEET)
        for g in (guess, guess.rstrip("i."), chunk.replace("1", "l").translate(LEET)):
            g = g.strip(EDGE)
            if g in self.lexicon or (g.isalpha() and self._typos.get(g)):
                return g
        return None


def _deletes(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _slips(word: str) -> set[str]:
    """One letter dropped, doubled or swapped."""
    size = len(word)
    if size < 3 or not word.isalpha():
        return set()
    found = {word[:i] + word[i] + word[i:] for i in range(size)}
    found |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(size - 1)}
    if size >= 4:
        found |= set(_deletes(word))
    found.discard(word)
    return found
