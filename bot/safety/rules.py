"""Load data/safety/*.yml into rules that can be run.

Fields of a rule (data/safety/rules_*.yml):
    id, kind      its name, and one or more kinds of the contract
    level         crisis | concern | half (a sign that needs a second one)
    group         of a half: two halves of one group count once
    patterns      see bot/safety/patterns.py
    unless        patterns that call the rule off when the message holds them
    unless_for    numbers of the patterns (from 0) that `unless` is for; all if missing
    unless_laugh  numbers of the patterns that laughing emoji call off
    needs         patterns of which one must also be in the message, masked or not
    event         true: something that happened; told of as long past it is concern
    past_kind     of an event: told of as long past, it is danger of this kind instead
    about         self | other: who is in danger; worked out from the words if missing
Fields of a mask: data/safety/masks.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.safety.normalise import Normaliser, load_yaml, safety_data
from bot.safety.patterns import Compiler, Index, Pattern

KINDS = (
    "medical", "suicide", "child_at_risk", "sexual_violence", "abuse", "violence", "exploitation",
    "stalking", "self_harm", "neglect", "psychosis", "eating_disorder",
)  # fmt: skip
# "When I was asleep" is no childhood.
_NOT_LONG_AGO = "asleep|sleeping|drunk|unconscious|passed|high|sedated|drugged|wasted|blacked|crying|naked|frozen"
RULE_FILES = ("rules_self.yml", "rules_others.yml", "rules_care.yml")


class SafetyDataError(Exception):
    """A file of data/safety cannot be used; nothing may be answered."""


@dataclass(frozen=True)
class Rule:
    """One danger rule."""

    id: str
    kinds: tuple[str, ...]
    level: str
    patterns: tuple[Pattern, ...]
    group: str = ""
    about: str = ""
    event: bool = False
    past_kind: str = ""
    unless: tuple[Pattern, ...] = ()
    unless_for: frozenset[int] | None = None
    unless_laugh: frozenset[int] = frozenset()
    needs: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Mask:
    """One mask: what sounds like danger and is not."""

    id: str
    does: str
    kind: str
    patterns: tuple[Pattern, ...]
    without: frozenset[str]
    not_after: frozenset[str]
    past: bool = False


@dataclass(frozen=True)
class Foreign:
    """Explicit danger in another language."""

    language: str
    kind: str
    id: str
    regex: re.Pattern[str]
    triggers: frozenset[str]


@dataclass
class RuleBook:
    """Everything the screen needs, loaded once."""

    normaliser: Normaliser
    rules: list[Rule]
    masks: list[Mask]
    foreign: list[Foreign]
    languages: dict[str, Any]
    past: Pattern
    now: Pattern
    long_ago: Pattern
    generation_ago: Pattern
    well: Pattern
    returned: Pattern
    minor: list[Pattern]
    adult: list[Pattern]
    despair: frozenset[str]
    together: dict[str, frozenset[str]]
    persons: frozenset[str]
    rule_index: Index = field(init=False)
    mask_index: Index = field(init=False)
    foreign_index: Index = field(init=False)
    rule_of: list[tuple[Rule, int]] = field(init=False)
    mask_of: list[tuple[Mask, Pattern]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the patterns by the words that let them be tried."""
        self.rule_of = [(r, n) for r in self.rules for n in range(len(r.patterns))]
        self.mask_of = [(m, p) for m in self.masks for p in m.patterns]
        self.rule_index = Index([(r.patterns[n], i) for i, (r, n) in enumerate(self.rule_of)])
        self.mask_index = Index([(p, i) for i, (_, p) in enumerate(self.mask_of)])
        self.foreign_index = Index(
            [(Pattern(f.regex, f.triggers, f.triggers), i) for i, f in enumerate(self.foreign)]
        )


def load_rules(root: Path | None = None) -> RuleBook:
    """Read and compile every rule file.

    Raises:
        SafetyDataError: a file is missing or a rule cannot be read.
    """
    root = root or safety_data()
    try:
        return _load(root)
    except Exception as error:
        raise SafetyDataError(f"{type(error).__name__}: {error}") from error


def _load(root: Path) -> RuleBook:
    classes = load_yaml("classes.yml", root)["classes"]
    compiler = Compiler(classes)
    rules: list[Rule] = []
    despair: frozenset[str] = frozenset()
    together: dict[str, frozenset[str]] = {}
    for name in RULE_FILES:
        data = load_yaml(name, root)
        despair |= frozenset(data.get("despair", ()))
        together.update({k: frozenset(v) for k, v in data.get("together", {}).items()})
        rules.extend(_rule(compiler, item) for item in data["danger"])
    masks = [_mask(compiler, item) for item in load_yaml("masks.yml", root)["masks"]]
    config = load_yaml("normalise.yml", root)
    languages = load_yaml("languages.yml", root)
    languages["small_words"] = {name: frozenset(words) for name, words in languages["small_words"].items()}
    lexicon = {
        w for r in rules for p in (*r.patterns, *r.unless, *r.needs) for w in p.words
    } | {w for m in masks for p in m.patterns for w in p.words}
    near_lines = (root / "near_words.txt").read_text(encoding="utf-8").splitlines()
    near = [w for line in near_lines if not line.startswith("#") for w in line.split()]
    normaliser = Normaliser(
        config, {w for w in lexicon if "*" not in w and w.isalpha()}, config["keys"], near
    )
    minors = load_yaml("minors.yml", root)
    return RuleBook(
        normaliser=normaliser,
        rules=rules,
        masks=masks,
        foreign=_foreign(languages),
        languages=languages,
        past=compiler.compile(f"@past !{_NOT_LONG_AGO}"),
        now=compiler.compile("@now"),
        generation_ago=compiler.compile("@generation_ago"),
        long_ago=compiler.compile(f"@long_ago !{_NOT_LONG_AGO}"),
        well=compiler.compile("@well"),
        returned=compiler.compile("@returned"),
        minor=[compiler.compile(p) for p in minors["minor"]],
        adult=[compiler.compile(p) for p in minors["not_minor"]],
        despair=despair,
        together=together,
        persons=frozenset(
            w for c in ("partner", "family", "child", "person") for w in classes[c]
            if " " not in w and not w.startswith("@") and w not in ("guy", "man", "boy", "girl")
        ),
    )


def _rule(compiler: Compiler, item: dict[str, Any]) -> Rule:
    kinds = item["kind"] if isinstance(item["kind"], list) else [item["kind"]]
    unknown = set(kinds) - set(KINDS)
    if unknown or item["level"] not in ("crisis", "concern", "half"):
        raise ValueError(f"{item['id']}: unknown kind or level")
    return Rule(
        id=item["id"],
        kinds=tuple(kinds),
        level=item["level"],
        patterns=_compiled(compiler, item["patterns"]),
        group=item.get("group", ""),
        about=item.get("about", ""),
        event=bool(item.get("event")),
        past_kind=item.get("past_kind", ""),
        unless=_compiled(compiler, item.get("unless", ())),
        unless_for=frozenset(item["unless_for"]) if "unless_for" in item else None,
        unless_laugh=frozenset(item.get("unless_laugh", ())),
        needs=_compiled(compiler, item.get("needs", ())),
    )


def _mask(compiler: Compiler, item: dict[str, Any]) -> Mask:
    if item["as"] not in ("idiom", "denial", "concern", "keep"):
        raise ValueError(f"{item['id']}: unknown `as`")
    return Mask(
        id=item["id"],
        does=item["as"],
        kind=item.get("kind", ""),
        patterns=_compiled(compiler, item["patterns"], strict=True),
        without=frozenset(item.get("without", ())),
        not_after=frozenset(item.get("not_after", ())),
        past=item["id"].startswith("past."),
    )


def _compiled(compiler: Compiler, sources: Iterable[str], strict: bool = False) -> tuple[Pattern, ...]:
    return tuple(compiler.compile(source, strict) for source in sources)


def _foreign(data: dict[str, Any]) -> list[Foreign]:
    """Rules of other languages use the same patterns over the unexpanded words."""
    out: list[Foreign] = []
    for language, part in data["languages"].items():
        compiler = Compiler(part.get("classes", {}))
        for kind, sources in part["danger"].items():
            if kind not in KINDS:
                raise ValueError(f"{language}: unknown kind {kind}")
            for number, source in enumerate(sources):
                pattern = compiler.compile(source)
                out.append(
                    Foreign(language, kind, f"{language}.{kind}.{number}", pattern.regex, pattern.triggers)
                )
    return out
