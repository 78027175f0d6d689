"""Look for danger in one message: a plain function over its text.

    verdict = screen("I want to die")      # level "crisis", kinds ("suicide",)

It needs neither model nor tracker. It never raises: if it cannot do its work it
says so with level "crisis" and the sign "screen.failed", so that help is shown.
Use `load_or_static` at start: without a working screen the bot must answer
nothing but the static help text (it fails closed).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from bot.safety.country import country_said
from bot.safety.language import detect
from bot.safety.normalise import Normalised, safety_data
from bot.safety.persons import about, speaker
from bot.safety.rules import KINDS, Mask, Rule, RuleBook, SafetyDataError, load_rules
from bot.safety.tense import long_past, settled, told_as_over, without_clauses
from bot.safety.verdict import Verdict

log = logging.getLogger(__name__)

FAILED = "screen.failed"


class Indirect(Protocol):
    """The classifier for what no list holds; see bot/safety/indirect.py."""

    def __call__(self, text: str) -> tuple[str, float] | None:
        """The kind of danger and how sure, or nothing."""


class Screen:
    """The rules, and the classifier when its artefact is there.

    Args:
        root: folder of the safety files; data/safety if not given.
        indirect: the trained classifier, or None for rules only.
    """

    def __init__(self, root: Path | None = None, indirect: Indirect | None = None) -> None:
        self._book: RuleBook = load_rules(root)
        self._indirect = indirect

    @property
    def complete(self) -> bool:
        """Whether the classifier works beside the rules."""
        return self._indirect is not None

    def __call__(self, text: str) -> Verdict:
        """Screen one message; never raises."""
        try:
            return self._screen(text if isinstance(text, str) else str(text or ""))
        except Exception:  # help shown once too often beats help not shown
            log.exception("the danger screen failed on a message")
            return Verdict(level="crisis", signs=(FAILED,))

    def _screen(self, raw: str) -> Verdict:
        book = self._book
        norm = book.normaliser(raw)
        language = detect(norm, book.languages)
        young = self._minor(norm.text)
        text, cared, denied = self._mask(norm, young)
        found: dict[str, list[Rule]] = {"crisis": [], "concern": [], "half": []}
        abouts: set[str] = set()
        since = "" if young else settled(book, norm.text)
        over: list[tuple[int, int]] = []
        for number in sorted(book.rule_index.candidates(norm.words)):
            rule, which = book.rule_of[number]
            if rule in found[rule.level]:
                continue
            matches = [m.span() for m in rule.patterns[which].regex.finditer(text)]
            if not matches or self._called_off(rule, which, text, norm):
                continue
            level, span = rule.level, matches[0]
            is_over = since == "generation" or since == "long" and "suicide" not in rule.kinds
            if level == "crisis" and is_over and all(told_as_over(book, text, *each) for each in matches):
                level = "concern"
                over += matches
            # What is long past for a child is not.
            elif level == "crisis" and rule.event and not young and all(long_past(book, text, *m) for m in matches):
                if rule.past_kind:
                    rule = replace(rule, kinds=(rule.past_kind,))
                else:
                    level = "concern"
            found[level].append(rule)
            if level != "half":
                abouts.add(about(rule, text, *span, persons=book.persons))
        kinds, signs, level = self._weigh(found, cared, denied)
        if level != "crisis" or language != "en":
            # Other languages borrow English words ("overdose", "stalking"): English danger stays English.
            for number in sorted(book.foreign_index.candidates(norm.plain_words)):
                rule = book.foreign[number]
                match = rule.regex.search(norm.plain)
                if match and not (language == "en" and self._english(match[0])):
                    level, language = "crisis", rule.language
                    kinds.append(rule.kind)
                    signs.append(rule.id)
                    abouts.add("self")
        if level != "crisis" and self._indirect is not None:
            # What a mask took out must not come back by the other door.
            text = without_clauses(text, over)
            rest = raw if text == norm.text else text.replace(" ,", ",").replace(" |", ".").strip("|,. ")
            hit = self._indirect(rest)
            if hit:
                level, kinds = "crisis", [hit[0]]
                signs.append(f"indirect.{hit[0]}")
                abouts = {speaker(norm)}
        ordered = tuple(k for k in KINDS if k in kinds)
        return Verdict(
            level=level,
            kinds=ordered,
            about="other" if abouts == {"other"} else "self",
            language=language,
            signs=tuple(dict.fromkeys(signs)),
            denied=denied,
            minor=young,
            country=country_said(raw) if level == "crisis" else "",
        )

    def _mask(self, norm: Normalised, young: bool) -> tuple[str, list[tuple[str, str]], bool]:
        """Take out idioms, denials and what is over."""
        text, cared = norm.text, []
        denied = wary = False
        returned = bool(self._book.returned.regex.search(text))
        for number in sorted(self._book.mask_index.candidates(norm.words)):
            mask, pattern = self._book.mask_of[number]
            if mask.past and (returned or young):
                continue
            spans = [m.span() for m in pattern.regex.finditer(text) if _holds(mask, text, *m.span())]
            if not spans:
                continue
            if mask.does == "denial" and wary:  # the denial is not believed, but it was one
                denied = True
                continue
            if mask.does == "keep":
                wary = True
                continue
            denied = denied or mask.does == "denial"
            if mask.does == "concern":
                cared.append((mask.id, mask.kind))
            for start, end in reversed(spans):
                text = f"{text[:start]}|{text[end:]}"
        return text, cared, denied

    def _called_off(self, rule: Rule, which: int, text: str, norm: Normalised) -> bool:
        if rule.needs and not any(p.regex.search(norm.text) for p in rule.needs):
            return True
        if which in rule.unless_laugh and "laugh" in norm.emoji:
            return True
        if rule.unless and (rule.unless_for is None or which in rule.unless_for):
            return any(p.regex.search(text) for p in rule.unless)
        return False

    def _english(self, words: str) -> bool:
        """Whether these are words that other languages borrow of English."""
        return all(word in self._book.normaliser.lexicon or word.startswith("stalk") for word in words.split())

    def _weigh(
        self, found: dict[str, list[Rule]], cared: list[tuple[str, str]], denied: bool
    ) -> tuple[list[str], list[str], str | None]:
        """Join what was found to one level."""
        crisis = list(found["crisis"])
        groups = {r.group for r in found["half"]}
        despair = groups & self._book.despair
        others = groups & {"mood", "thought"}
        born = any(r.id == "concern.perinatal" for r in found["concern"])
        if despair and (len(despair) > 1 or others or denied or born) or denied and "thought" in groups:
            crisis += found["half"]
        for wanted in self._book.together.values():
            if len(groups & wanted) > 1:
                crisis += [r for r in found["half"] if r.group in wanted]
        if crisis:
            kinds = [k for r in crisis for k in r.kinds]
            return kinds, [r.id for r in (*crisis, *found["concern"])], "crisis"
        care = list(found["concern"]) + [r for r in found["half"] if r.group in despair]
        kinds = [k for r in care for k in r.kinds] + [kind for _, kind in cared]
        signs = [r.id for r in care] + [name for name, _ in cared]
        return kinds, signs, "concern" if kinds else None

    def _minor(self, text: str) -> bool:
        if any(p.regex.search(text) for p in self._book.adult):
            return False
        return any(p.regex.search(text) for p in self._book.minor)


def _holds(mask: Mask, text: str, start: int, end: int) -> bool:
    """Whether a mask is for this place: no word in it, or before it, forbids that."""
    if mask.without & set(text[start:end].split()):
        return False
    return not mask.not_after & set(text[:start].split()[-3:])


def default_screen() -> Screen:
    """The screen on data/safety, with the classifier if it has been built.

    Raises:
        SafetyDataError: the files cannot be used; see `load_or_static`.
    """
    from bot.safety.indirect import artefact_path

    return _of(safety_data(), artefact_path())


@lru_cache(maxsize=2)  # the release that is served, and the one that takes its place
def _of(folder: Path, artefact: Path) -> Screen:
    from bot.safety.indirect import load_indirect

    return Screen(folder, load_indirect(artefact))


def screen(text: str) -> Verdict:
    """Screen one message with the default screen; never raises."""
    try:
        return default_screen()(text)
    except Exception:
        log.error("the danger screen could not be loaded")
        return Verdict(level="crisis", signs=(FAILED,))


def load_or_static() -> tuple[Callable[[str], Verdict] | None, str | None]:
    """Load the screen, or the text to show instead of every answer.

    Returns:
        (screen, None) when it works. (None, static help) when a safety file
        cannot be used: the caller must then answer every message with that
        text and nothing else.
    """
    from bot.safety.static import static_help

    try:
        working = default_screen()
        if working("i want to kill myself").level != "crisis":
            raise SafetyDataError("the screen missed its own test sentence")
        return working, None
    except Exception as error:
        log.critical("failing closed: %s", error)
        return None, static_help()
