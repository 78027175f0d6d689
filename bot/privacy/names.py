"""Names of people: what a sentence introduces as one, and first names from a list.

An everyday word that is also a name (Grace, Will, April) counts only where the sentence shows a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.privacy import name_signs as signs
from bot.privacy.lists import Lists, fold

def find(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds names of people."""
    tokens = list(signs.TOKEN.finditer(text))
    shouted = text.upper() == text
    done = 0
    for number, token in enumerate(tokens):
        if token.start() < done:
            continue
        length = _length(text, tokens, number, known, shouted)
        if length:
            last = tokens[number + length - 1]
            end = last.end() - len((signs.POSSESSIVE.search(last[0]) or [""])[0])
            done = last.end()
            yield token.start(), end, "name"
    # They hold the text; nothing of it stays in the process.
    _ends_of.cache_clear()
    _reached.cache_clear()


def _length(text: str, tokens: list[re.Match[str]], at: int, known: Lists, shouted: bool) -> int:
    """Returns how many tokens from here on are a name; 0 where none begins here."""
    token = tokens[at]
    low, before, after = (
        _bare(token[0]),
        text[max(0, token.start() - signs.SIGHT) : token.start()],
        text[token.end() :][:signs.SIGHT],
    )
    capital = token[0][0].isupper() and not shouted
    initials = capital and len(token[0]) > 1 and token[0].upper() == token[0]
    title = before.rstrip(" .").rsplit(None, 1)[-1:] if at else []
    titled = (
        bool(title)
        and title[0].lower().strip(".,(") in known.words["titles"]
        and token.start() - tokens[at - 1].end() <= 2
    )
    introduced = _said_before(signs.SURE, text, token.start())
    if low in known.words["never_names"] and not (low in known.word_names and (capital or introduced)):
        return 0
    if (
        (len(low) == 1 and not introduced and not titled)
        or re.match(r"[\d_]", after)
        or low in known.public
        or re.search(r"\b(?:st|saint)\.?\s+$", before, re.I)
    ):
        return 0
    if low in known.words["titles"] or low in known.words["relations"] or signs.SHORTENED.match(token[0]):
        return 0
    rest = _more(text, tokens, at, known, shouted)
    ends = signs.ENDS.match(text, tokens[at + rest - 1].end()) is not None
    word = low in known.common or low in known.word_names
    if (
        _said_before(signs.SURE, text, token.start())
        and (capital or not word or (low in known.word_names and ends))
        and not (word and low not in known.word_names and not (capital and ends))
    ):
        return rest
    if titled and (capital or not word):
        return rest
    if low in known.given and low not in known.word_names and not (initials and len(low) < 5):
        return rest
    related = _relation(known.words["relations"]).search(before)
    if (
        related
        and not initials
        and (capital and (not word or low in known.word_names) or (ends and _only_name(low, known)))
    ):
        return rest
    if low in signs.MONTHS and re.search(r"\b(?:it'?s|it is|this is)\s+$", before, re.I):
        return 0
    if (
        _said_before(signs.I_AM, text, token.start())
        and ends
        and (capital and (low in known.word_names or not word) or _only_name(low, known))
    ):
        return rest
    if low in known.word_names:
        full = capital and rest > 1 and (not _starts(before) or _bare(tokens[at + 1][0]) in known.surnames)
        return rest if full or (capital and (signs.HERE.match(after) or signs.ASKED.search(before) and ends)) else 0
    if not capital or word or initials or signs.PLACE.search(before) or len(low) < 2:
        return 0
    if signs.HERE.match(after) or signs.ASKED.search(before) or signs.DOES.match(after) or signs.ABOUT.search(before):
        return rest
    return rest if _alone(text, tokens, at, rest, known) else 0


def _alone(text: str, tokens: list[re.Match[str]], at: int, rest: int, known: Lists) -> bool:
    """Whether these words stand by themselves: a line or a signature in a message that says how to reach someone."""
    start, end = tokens[at].start(), tokens[at + rest - 1].end()
    opens = re.search(r"(?:^|[\n.,;:/|!?-])\s*$", text[max(0, start - 9) : start]) is not None
    closes = re.match(r"\s*(?:$|[\n.,;:/|!?\x00-])", text[end : end + 9]) is not None
    if not (opens and closes):
        return False
    whole = not text[:start].strip() and not text[end:].strip(" .!")
    signed = not text[end:].strip(" .!x\n") and re.search(r"[\n.!?]\s*$", text[max(0, start - 9) : start]) is not None
    return (rest > 1 and (whole or signed or start == 0 or _reached(text))) or (
        rest == 1 and _reached(text) and len(text[start:end]) > 2
    )


@lru_cache(maxsize=4)
def _reached(text: str) -> bool:
    return signs.REACHED.search(text) is not None


def _more(text: str, tokens: list[re.Match[str]], at: int, known: Lists, shouted: bool) -> int:
    """Returns how many tokens the name has that begins here: more names, particles, initials."""
    small = tokens[at][0][0].islower() or shouted
    count, pending = 1, 0
    for number in range(at + 1, min(at + 6, len(tokens))):
        gap = text[tokens[number - 1].end() : tokens[number].start()]
        if gap not in (" ", "-", ". ", "  ", "'"):
            break
        if gap == ". " and tokens[number - 1].end() - tokens[number - 1].start() != 1:
            break
        raw, low = tokens[number][0], _bare(tokens[number][0])
        if low in signs.PARTICLES and (small or raw[0].islower() or raw[0].isupper()) and number + 1 < len(tokens):
            pending += 1
            continue
        if signs.SHORTENED.match(raw):
            break
        initial = len(low) == 1 and low not in ("i", "a", "x", "u")
        named = low in known.given or low in known.surnames
        if small:
            fits = (
                named
                or (initial and low != "n")
                or (
                    low not in known.common and low not in known.words["never_names"] and len(low) > 3 and raw.isalpha()
                )
            )
        else:
            fits = raw[0].isupper() and (
                named or initial or low not in known.words["never_names"] and not (low in known.common and low in signs.WEAK)
            )
        if not fits:
            break
        count, pending = count + pending + 1, 0
    return count


def _only_name(low: str, known: Lists) -> bool:
    """A name that could be a word, but that nobody has used as one ("im deb")."""
    return low in known.word_names and low not in known.common


def _bare(token: str) -> str:
    return signs.POSSESSIVE.sub("", fold(token)).strip("'.-")


def _starts(before: str) -> bool:
    return re.search(r"(?:^|[.!?\n])\s*$", before) is not None


def _said_before(pattern: re.Pattern[str], text: str, at: int) -> bool:
    return at in _ends_of(pattern, text)


@lru_cache(maxsize=4)
def _ends_of(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(match.end() for match in pattern.finditer(text))


@lru_cache(maxsize=4)
def _relation(words: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\b(?:my|our|his|her|their|the|a|an)\s+(?:[\w-]+\s+){{0,2}}(?:{names})(?:'s\s+name)?(?:\s+(?:is|was|called|named|whose\s+name\s+is))*\s*,?\s*[(:]?\s*$",
        re.I,
    )
