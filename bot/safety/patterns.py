"""The small pattern language of data/safety/*.yml, turned into regexes.

A pattern is words with spaces between. `a|b` either; `(a b|c)` either phrase;
`x?` may be missing; `@name` a word class; `stem*` any ending; `~3` up to three
words between; `!a|b` the next word is neither; `<` a clause starts here; `>` a
clause ends here; `/` a clause ends and the next goes on (`/?` if it does). Gaps
are bounded, so a search is linear in the message.

Each pattern knows words of which one must be there. A message that holds none
of them never meets the regex: that keeps a turn far below a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.safety.normalise import fold

_LOOSE = " (?:[|,] )?"
_STRICT = " "
_WORD = "[^ |,]+"
_START, _END = "(?<![^ ])", "(?![^ ])"
_CLAUSE_END = r"(?= [|,]|$)"
_BREAK = "(?: [|,])"
_COMMON = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "me", "my", "your", "his", "her", "to", "a", "an", "the", "of", "in", "on", "at", "be", "is", "am", "are", "was", "were", "do", "not", "no", "and", "or", "so", "that", "this", "have", "has", "had", "would", "will", "can", "want", "for", "with", "just", "if", "all", "up", "out", "get", "go", "about", "what", "more", "too"]  # noqa: E501
)


class PatternError(ValueError):
    """A pattern that cannot be read."""


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern and the words that let it be tried at all."""

    regex: re.Pattern[str]
    triggers: frozenset[str]
    words: frozenset[str]


class Compiler:
    """Compiles patterns over a set of word classes."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._classes = {name: [str(w) for w in words] for name, words in classes.items()}

    def compile(self, source: str, strict: bool = False) -> Pattern:
        """Compile one pattern.

        Raises:
            PatternError: naming the pattern and what is wrong with it.
        """
        body, triggers, words = self.read(source, strict)
        return Pattern(re.compile(_START + body + _END), frozenset(triggers), frozenset(words))

    def read(self, source: str, strict: bool = False) -> tuple[str, set[str], set[str]]:
        """Read one pattern without compiling it, a fifth of the work: all that the check of the files needs.

        Raises:
            PatternError: naming the pattern and what is wrong with it.
        """
        try:
            body, triggers, words = self._sequence(source, strict, ())
        except (PatternError, IndexError, RecursionError) as error:
            raise PatternError(f"{source!r}: {error}") from error
        if not triggers:
            raise PatternError(f"{source!r}: has no word that must be there")
        return body, triggers, words

    def _sequence(
        self, source: str, strict: bool, seen: tuple[str, ...]
    ) -> tuple[str, set[str], set[str]]:
        join = _STRICT if strict else _LOOSE
        out, started = "", False
        best: set[str] | None = None
        words: set[str] = set()
        for item in _items(source):
            if item == "<":
                out += r"(?:^|(?<=[|,] ))"
                continue
            if item == ">":
                out += _CLAUSE_END
                continue
            if item in ("/", "/?"):
                out += _BREAK + item[1:]
                continue
            if item[0] == "~":
                most = int(item[1:] or 2)
                gap = join if most <= 2 else " (?:, )?" if not strict else _STRICT
                out += f"(?:{gap}{_WORD}){{0,{most}}}?"
                continue
            negative, optional = item[0] == "!", item[-1] == "?"
            if item == "@any":
                out += f"{join}{_WORD}" if started else _WORD
                started = True
                continue
            item, ends = _without_end(item.lstrip("!").rstrip("?"))
            body, need, named = self._either(item, strict, seen)
            if ends:  # these words, or the end of the clause
                words |= named
                out += f"(?:{join}(?:{body})|{_CLAUSE_END})" + ("?" if optional else "")
                continue
            if negative:
                out += f"(?!{join}(?:{body}){_END})"
                continue
            words |= named
            if optional:
                if not started:
                    raise PatternError("starts with a word that may be missing")
                out += f"(?:{join}(?:{body}))?"
                continue
            out += f"{join}(?:{body})" if started else f"(?:{body})"
            started = True
            if best is None or _cost(need) < _cost(best):
                best = need
        return out, best or set(), words

    def _either(self, item: str, strict: bool, seen: tuple[str, ...]) -> tuple[str, set[str], set[str]]:
        if item[0] == "(" and item[-1] == ")":
            item = item[1:-1]
        bodies: list[str] = []
        triggers: set[str] = set()
        words: set[str] = set()
        for choice in self._choices(item, seen):
            if " " in choice or choice[0] in "(@":
                body, need, named = self._sequence(choice, strict, seen)
                if not need:
                    raise PatternError(f"{choice!r} has no word that must be there")
            else:
                plain = fold(choice)
                body = re.escape(plain[:-1]) + r"[^ |,]*" if plain[-1] == "*" else re.escape(plain)
                need, named = {plain}, {plain}
            bodies.append(body)
            triggers |= need
            words |= named
        return "|".join(sorted(set(bodies), key=len, reverse=True)), triggers, words

    def _choices(self, item: str, seen: tuple[str, ...]) -> Iterable[str]:
        for choice in _split(item, "|"):
            choice = choice.strip()
            if not choice:
                raise PatternError("empty choice")
            if choice[0] == "@" and " " not in choice:
                name = choice[1:]
                if name in seen or name not in self._classes:
                    raise PatternError(f"no class {choice}")
                for word in self._classes[name]:
                    yield from self._choices(word, (*seen, name))
            else:
                yield choice


def _without_end(item: str) -> tuple[str, bool]:
    """Take the choice ">" out of a group."""
    if item[0] != "(" or ">" not in item:
        return item, False
    choices = [c.strip() for c in _split(item[1:-1], "|")]
    kept = [c for c in choices if c != ">"]
    return "(" + "|".join(kept) + ")", len(kept) < len(choices)


def _cost(words: set[str]) -> int:
    return sum(60 if w in _COMMON else 1 for w in words)


def _items(source: str) -> list[str]:
    return [item for item in _split(source, " ") if item]


def _split(source: str, at: str) -> list[str]:
    """Split at a character outside brackets."""
    parts, depth, last = [], 0, 0
    for index, char in enumerate(source):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == at and depth == 0:
            parts.append(source[last:index])
            last = index + 1
    if depth:
        raise PatternError("brackets do not match")
    parts.append(source[last:])
    return parts


class Index:
    """Finds the patterns worth trying on a message, by its words."""

    def __init__(self, patterns: Sequence[tuple[Pattern, int]]) -> None:
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for pattern, number in patterns:
            for word in pattern.triggers:
                table, key = (self._stems, word[:-1]) if word.endswith("*") else (self._exact, word)
                table.setdefault(key, []).append(number)
        self._sizes = sorted({len(s) for s in self._stems})

    def candidates(self, words: Iterable[str]) -> set[int]:
        """Numbers of the rules that have a pattern which might match."""
        found: set[int] = set()
        exact, stems, sizes = self._exact, self._stems, self._sizes
        for word in words:
            if word in exact:
                found.update(exact[word])
            if stems:
                for size in sizes:
                    hit = stems.get(word[:size])
                    if hit and len(word) >= size:
                        found.update(hit)
        return found
