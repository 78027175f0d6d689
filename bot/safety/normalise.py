"""Bring the many ways of typing one thing to one form, before any rule looks.

People who are in danger write in a hurry, in slang, in letters spaced out to
get past filters. Two forms come out: `text`, English words one way each
("cant" -> "can not"), with marks where a sentence (|) or a clause (,) ends;
and `plain`, the same words untouched, for the rules of other languages.

Every step is linear in the length of the message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.safety.fold import SAFETY_DATA, fold, load_yaml

__all__ = ["SAFETY_DATA", "Normalised", "Normaliser", "fold", "load_yaml"]

# Letters of other alphabets that look Latin; used only inside a mixed word.
_LOOKALIKE = str.maketrans("абвеикмнорстухіјѕԁοαικρτυνɡ", "abbeukmhopctyxijsdoaikptuvg")
_BOUNDARY = re.compile(r"[.!?;\n\r؟;。！？]")
_CLAUSE = re.compile(r"[,:()\"\u2014-]")
_SPLIT = re.compile(r"[^\w']+|_+")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b",
                       "@": "a", "$": "s", "!": "i", "+": "t", "|": "l", "€": "e", "£": "l"})  # fmt: skip
_BEFORE_TO = frozenset(["want", "going", "need", "ready", "like", "have", "used", "got", "try", "trying", "wanted", "wants", "about", "how", "plan"])  # noqa: E501
_RUN3 = re.compile(r"(.)\1{2,}")
_DOTTED = re.compile(r"[a-z0-9](?:[^a-z0-9\s][a-z0-9])+")
_EDGE = "\"'()[]{}<>,.;:!?-~_/\\=#&%^…|*"


@dataclass(frozen=True)
class Normalised:
    """One message in the forms the rules read."""

    text: str
    plain: str
    words: frozenset[str]
    plain_words: frozenset[str]
    emoji: frozenset[str]


def _control(text: str) -> str:
    return "".join(" " if ord(c) < 32 and c not in "\n\r\t" else c for c in text)


class Normaliser:
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

    # -- one word ---------------------------------------------------------
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

    def _leet(self, chunk: str) -> str | None:
        if chunk.isalpha() or not any(c.isalpha() for c in chunk):
            return None
        if "*" in chunk or "#" in chunk:
            hidden = re.sub(r"[*#]+", lambda m: "." * len(m[0]), chunk.strip("\"'()[],.;:!?"))
            letters = hidden.replace(".", "")
            if hidden and len(letters) >= 2 and letters.isalpha():
                for word, size in self._masked:
                    if size == len(hidden) and all(h in (".", c) for h, c in zip(hidden, word, strict=True)):
                        return word
        guess = chunk.translate(_LEET)
        for g in (guess, guess.rstrip("i."), chunk.replace("1", "l").translate(_LEET)):
            g = g.strip(_EDGE)
            if g in self.lexicon or (g.isalpha() and self._typos.get(g)):
                return g
        return None

    # -- a message --------------------------------------------------------
    def __call__(self, raw: str) -> Normalised:
        """Bring a message to its two forms."""
        low = fold(raw)
        if not low.isprintable():
            low = _control(low)
        emoji = frozenset()
        if not low.isascii():
            emoji = frozenset(self.emoji[c] for c in set(low) if c in self.emoji)
            low = low.translate(self.emoji_words)
            low = "".join(" " if unicodedata.category(c) in ("So", "Sk") else c for c in low)
        text: list[str] = []
        plain: list[str] = []
        ends = 0
        for line in low.splitlines():
            chunks = line.split()
            if any(len(c) == 1 and c not in "ai" for c in chunks):
                chunks = self._letters(chunks)
            for chunk in chunks:
                ends += self._chunk(chunk, text, plain)
            _mark(text, "|")
        text = self._pairs(["to" if t == "2" and i and text[i - 1] in _BEFORE_TO else t for i, t in enumerate(text)])
        count = sum(1 for t in text if t not in "|,")
        if ends > 2 and ends * 2 >= count:  # "i. want. to. die": no sentences at all
            text = [t for t in text if t not in "|,"]
        while text and text[-1] in "|,":
            text.pop()
        return Normalised(" ".join(text), " ".join(plain), frozenset(text), frozenset(plain), emoji)

    def _chunk(self, chunk: str, text: list[str], plain: list[str]) -> int:
        """One run of characters without a space; returns sentence ends in it."""
        if chunk.isalpha() and chunk.isascii():
            plain.append(chunk)
            text.extend(self.correct(chunk))
            return 0
        tail = chunk[len(chunk.rstrip(_EDGE)):]
        core = chunk.strip(_EDGE)
        if chunk[:1] in "-(\"" and text:
            _mark(text, ",")
        if len(core) >= 5 and _DOTTED.fullmatch(core):  # d.i.e
            joined = re.sub(r"[^a-z0-9]", "", core).translate(_LEET)
            parts = [joined] if joined in self.lexicon else self.segment(joined) if len(joined) <= 60 else None
            if parts and len(parts) * 2 <= len(joined):
                plain.extend(parts)
                for part in parts:
                    text.extend(self.correct(part))
                return 0
        leet = self._leet(chunk) if len(chunk) <= 40 and not core.isalpha() else None
        if leet:
            plain.append(leet)
            text.extend(self.correct(leet))
        elif core:
            if not core.isascii() and any("a" <= c <= "z" for c in core):
                core = core.translate(_LOOKALIKE)
            if core in self.expand:
                plain.append(core)
                text.extend(self.expand[core])
            else:
                self._parts(core, text, plain)
        if _BOUNDARY.search(tail) and (core or tail):
            return int(_mark(text, "|"))
        if _CLAUSE.search(tail):
            _mark(text, ",")
        return 0

    def _parts(self, core: str, text: list[str], plain: list[str]) -> None:
        for piece in _SPLIT.split(core):
            bare = piece.replace("'", "")
            if not bare:
                continue
            plain.append(bare)
            if "'" in piece and piece.endswith("'s") and bare not in self.expand:
                text.extend(self.correct(piece[:-2]))
                text.append("is")
            else:
                text.extend(self.correct(bare))
            if re.search(r"[.!?;]", core):
                _mark(text, ",")

    def _letters(self, chunks: list[str]) -> list[str]:
        """Join runs of single letters, "k i l l", to words; before anything else."""
        out: list[str] = []
        run: list[str] = []
        for chunk in [*chunks, ""]:
            core = chunk.strip(_EDGE) or (chunk if len(chunk) == 1 and chunk in "@$!|+" else "")
            if len(core) == 1 and (core.isalnum() or core in "@$!|+") and len(run) < 60:
                run.append(core)
                continue
            if len(run) >= 3:
                blob = "".join(run).translate(_LEET)
                parts = [blob] if blob in self.lexicon else self.segment(blob)
                run = parts if parts and len(parts) < len(run) else run
            out.extend(run)
            run = []
            if chunk:
                out.append(chunk)
        return out

    def _pairs(self, tokens: list[str]) -> list[str]:
        """Join "sui cide" and "my self"."""
        out: list[str] = []
        index, size = 0, len(tokens)
        while index < size:
            token = tokens[index]
            if index + 1 < size and len(token) + len(tokens[index + 1]) >= 6:
                pair = token + tokens[index + 1]
                if pair in self.key_set:
                    out.extend(self.correct(pair))
                    index += 2
                    continue
            out.append(token)
            index += 1
        return out


def _mark(tokens: list[str], mark: str) -> bool:
    """Put one end mark; the stronger wins where two meet."""
    if not tokens:
        return False
    if tokens[-1] in ("|", ","):
        if mark == "|" and tokens[-1] == ",":
            tokens[-1] = "|"
            return True
        return False
    tokens.append(mark)
    return mark == "|"


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
