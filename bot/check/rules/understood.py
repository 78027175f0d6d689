"""What is understood besides topics: the cue files and the danger screen's, read as the program will read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.content.schema import ATTACHMENT_CUES, CULTURE_CUES
from bot.content.yamldoc import Doc
from bot.safety.patterns import Compiler, PatternError

CUES, EXAMPLES = "cues.yml", "cues_examples.yml"
_CUE_PARTS = ("spell", "classes", "signs", "attachment", "culture")
_CULTURE_PARTS = ("norms", "sources", "whole", "unless")
_NORMS = ("rule", "loose", "bare")
_ALL = (*ATTACHMENT_CUES, *CULTURE_CUES)


def check(context: Context) -> Iterator[Problem]:
    """Yield what is wrong in the cue files."""
    cues, examples = context.tree.doc(CUES), context.tree.doc(EXAMPLES)
    if cues:
        yield from _cues(cues)
    if examples:
        yield from _examples(examples)


def patterns(doc: Doc, compiler: Compiler, code: str, *place: Any, strict: bool = False) -> Iterator[Problem]:
    """Yield the patterns below a place that cannot be read; a list is one pattern an entry.

    Args:
        doc: The file.
        compiler: Knows the classes.
        code: The code to report.
        *place: Where the patterns stand.
        strict: As the program compiles them.
    """
    value = doc.get(*place)
    if isinstance(value, str) and value:
        try:
            compiler.read(value, strict)
        except PatternError as error:
            message = f"The pattern {str(error)[:200]}"
            yield problem(code, doc.name, doc.line(*place), message, "Compare it with the patterns around it")
    elif isinstance(value, dict):
        for key in value:
            yield from patterns(doc, compiler, code, *place, key, strict=strict)
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from patterns(doc, compiler, code, *place, number, strict=strict)


def classes(doc: Doc, *place: Any) -> Compiler:
    """Return a compiler over the classes that stand at a place; wrong shapes count as none."""
    found = doc.get(*place)
    held = found if isinstance(found, dict) else {}
    return Compiler({name: words for name, words in held.items() if isinstance(words, list)})


def _cues(doc: Doc) -> Iterator[Problem]:
    if not isinstance(doc.get("cues"), dict):
        message = "There is no 'cues:' at the top"
        yield problem("T100", doc.name, 1, message, "Everything but owner and review stands under 'cues:'")
        return
    yield from _parts(doc, _CUE_PARTS, "cues")
    yield from _parts(doc, (*ATTACHMENT_CUES, "unless"), "cues", "attachment")
    yield from _parts(doc, _CULTURE_PARTS, "cues", "culture")
    yield from _parts(doc, _NORMS, "cues", "culture", "norms")
    yield from _parts(doc, CULTURE_CUES, "cues", "culture", "sources")
    compiler = classes(doc, "cues", "classes")
    for part in ("attachment", "culture"):
        yield from patterns(doc, compiler, "T100", "cues", part)
    signs = doc.get("cues", "signs")
    for name, words in signs.items() if isinstance(signs, dict) else ():
        try:
            compiler.read("(" + "|".join(map(str, words if isinstance(words, list) else ())) + ")")
        except PatternError as error:
            line = doc.line("cues", "signs", name)
            message = f"The sign '{name}' cannot be read: {str(error)[-120:]}"
            yield problem("T100", doc.name, line, message, "Compare it with the signs around it")


def _parts(doc: Doc, names: tuple[str, ...], *place: str) -> Iterator[Problem]:
    held = doc.get(*place)
    if not isinstance(held, dict):
        return
    for name in names:
        if name not in held:
            line = doc.line(*place)
            yield problem("T100", doc.name, line, f"'{place[-1]}' has no '{name}'", f"Put '{name}:' back")
    for key in held:
        if key not in names and place[-1] not in ("classes", "signs"):
            message = f"There is no key '{key}' here"
            yield problem("T006", doc.name, doc.line(*place, key), message, meant(key, names))


def _examples(doc: Doc) -> Iterator[Problem]:
    groups = doc.get("cue_examples")
    if not isinstance(groups, list):
        message = "There is no 'cue_examples:' at the top"
        yield problem("T100", doc.name, 1, message, "Everything but owner and review stands under 'cue_examples:'")
        return
    first: dict[str, int] = {}
    for number, group in enumerate(groups):
        place = ("cue_examples", number)
        texts = group.get("texts") if isinstance(group, dict) else None
        if not isinstance(texts, list):
            yield problem("T100", doc.name, doc.line(*place), "This group has no 'texts:'", "Add its messages")
            continue
        for key, known in (("attachment", ATTACHMENT_CUES), ("culture", CULTURE_CUES), ("either", _ALL)):
            named = group.get(key)
            for place_in, cue in enumerate(named if isinstance(named, list) else ()):
                if cue not in known:
                    message = f"'{cue}' is no {'' if key == 'either' else key + ' '}cue"
                    yield problem("T100", doc.name, doc.line(*place, key, place_in), message, meant(str(cue), known))
        for at, text in enumerate(texts):
            line = doc.line(*place, "texts", at)
            if str(text) in first:
                message = f"This message stands here twice, first in line {first[str(text)]}"
                yield problem("T100", doc.name, line, message, "Delete one")
            first.setdefault(str(text), line)
