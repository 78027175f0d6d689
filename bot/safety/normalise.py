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
from dataclasses import dataclass

from bot.safety.fold import SAFETY_DATA, fold, load_yaml, safety_data
from bot.safety.words import EDGE, LEET, Words

__all__ = ["SAFETY_DATA", "Normalised", "Normaliser", "fold", "load_yaml", "safety_data"]

# Letters of other alphabets that look Latin; used only inside a mixed word.
_LOOKALIKE = str.maketrans("абвеикмнорстухіјѕԁοαικρτυνɡ", "abbeukmhopctyxijsdoaikptuvg")
_BOUNDARY = re.compile(r"[.!?;\n\r؟;。！？]")
_CLAUSE = re.compile(r"[,:()\"\u2014-]")
_SPLIT = re.compile(r"[^\w']+|_+")
_BEFORE_TO = frozenset(["want", "going", "need", "ready", "like", "have", "used", "got", "try", "trying", "wanted", "wants", "about", "how", "plan"])  # noqa: E501
_DOTTED = re.compile(r"[a-z0-9](?:[^a-z0-9\s][a-z0-9])+")


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


class Normaliser(Words):
    """Brings whole messages to one form; what it knows of words is in words.py."""

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
        tail = chunk[len(chunk.rstrip(EDGE)):]
        core = chunk.strip(EDGE)
        if chunk[:1] in "-(\"" and text:
            _mark(text, ",")
        if len(core) >= 5 and _DOTTED.fullmatch(core):  # d.i.e
            joined = re.sub(r"[^a-z0-9]", "", core).translate(LEET)
            parts = [joined] if joined in self.lexicon else self.segment(joined) if len(joined) <= 60 else None
            if parts and len(parts) * 2 <= len(joined):
                plain.extend(parts)
                for part in parts:
                    text.extend(self.correct(part))
                return 0
        leet = self.leet(chunk) if len(chunk) <= 40 and not core.isalpha() else None
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
            core = chunk.strip(EDGE) or (chunk if len(chunk) == 1 and chunk in "@$!|+" else "")
            if len(core) == 1 and (core.isalnum() or core in "@$!|+") and len(run) < 60:
                run.append(core)
                continue
            if len(run) >= 3:
                blob = "".join(run).translate(LEET)
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
