"""Bring a message to the one form that the cue patterns are written in.

spaCy's tokenizer knows English contractions ("dont" and "don't" are both "do not"),
its sentencizer where sentences end. What is left over, phone spelling, stands in
data/cues.yml. In the result a sentence ends with `|` and a clause with `,`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import spacy

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})
_NO_SPACE = re.compile(r"(?<=[a-z])([.!?,;:]+)(?=[A-Za-z])")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_WORDLIKE = re.compile(r"\w")
# After these words an 's is "is"; after a name or a noun it may be anyone's ("mum's house").
_IS_AFTER = re.compile(
    "(he|she|it|that|there|this|what|who|where|here|how|everyone|everybody|nobody|someone|one|which)$"
)
_CLAUSE = frozenset(",;:-()/")
LIMIT = 2000  # characters read; the channel cuts earlier


class Words:
    """Turns a message into lower-case words with marks where sentences and clauses end."""

    def __init__(self, spell: Mapping[str, str]) -> None:
        """Sets up spaCy's rules once; they need no model.

        Args:
            spell: one written word -> the words it stands for.
        """
        self._spell = {str(word).lower(): str(meant) for word, meant in spell.items()}
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("sentencizer")

    def __call__(self, text: str) -> str:
        """The message in the form the patterns read."""
        out: list[str] = []
        for line in plain(text).splitlines():
            for sentence in self._nlp(line).sents:
                for token in sentence:
                    self._add(token.norm_.lower(), out)
                _mark("|", out)
        while out and out[-1] in "|,":
            out.pop()
        return " ".join(out)

    def _add(self, word: str, out: list[str]) -> None:
        if word in ("'s", "s") and out and _IS_AFTER.match(out[-1]):
            out.append("is")
        elif _WORDLIKE.search(word):
            out.append(self._spell.get(word, word.strip("'*_\"") or word))
        elif word[0] in ".!?":
            _mark("|", out)
        elif word[0] in _CLAUSE:
            _mark(",", out)


def plain(text: str) -> str:
    """Accents and typographic quotes gone, 'sooooo' as 'soo', a space after each full stop."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) not in ("Mn", "Cf"))
    text = _STRETCHED.sub(r"\1\1", text[:LIMIT])
    return _HYPHEN.sub(" ", _NO_SPACE.sub(r"\1 ", text))


def _mark(mark: str, out: list[str]) -> None:
    if not out:
        return
    if out[-1] not in "|,":
        out.append(mark)
    elif mark == "|":
        out[-1] = mark
