"""The rules of data/cues.yml: read, compiled, and named where one can't be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.safety.patterns import Compiler, Index, Pattern, PatternError

CUES_FILE = Path(__file__).resolve().parents[2] / "data" / "cues.yml"
ATTACHMENT = ("keeps_distance", "seeks_reassurance", "at_ease")
CULTURE = ("family", "gender", "religion", "heritage", "language", "generation", "profession")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, six times as fast


class CueError(ValueError):
    """Something in data/cues*.yml that cannot be read."""


@dataclass(frozen=True)
class Hit:
    """Where a rule matched, in characters of the prepared text."""

    name: str
    start: int
    end: int


class Rules:
    """All patterns, each under the name of what it stands for.

    Names: `attachment.keeps_distance`, `norm.rule`, `source.family.setting`, `whole.gender`,
    `unless.attachment`, `unless.culture`, `unless.heritage` for one source alone, `sign.alone`.
    """

    def __init__(self, cues: Mapping[str, Any]) -> None:
        """Compiles every pattern.

        Args:
            cues: what stands under `cues:` in the file.

        Raises:
            CueError: naming the place and the pattern.
        """
        try:
            compiler = Compiler(cues["classes"])
            self.spell: Mapping[str, str] = cues["spell"]
            sources = list(_sources(cues))
            self._patterns: list[tuple[str, Pattern]] = [
                (name, _compile(compiler, name, source)) for name, source in sources
            ]
            self._tails = [_tail(source) if name.startswith("unless.") else 0 for name, source in sources]
        except (KeyError, TypeError, AttributeError) as error:
            raise CueError(f"data/cues.yml: a part is missing or has the wrong shape ({error})") from error
        self._index = Index([(pattern, i) for i, (_, pattern) in enumerate(self._patterns)])
        self.names = tuple(sorted({name for name, _ in self._patterns}))

    def hits(self, prepared: str) -> list[Hit]:
        """Every match of every rule that may match, in the rules' order."""
        found: list[Hit] = []
        for number in sorted(self._index.candidates(set(prepared.split()))):
            name, pattern = self._patterns[number]
            tail = self._tails[number]
            found += [Hit(name, m.start(), _reach(prepared, m.end(), tail)) for m in pattern.regex.finditer(prepared)]
        return found


def _tail(source: str) -> int:
    """How many words a pattern that ends with a gap takes in: it takes back what stands there."""
    last = str(source).split()[-1]
    return int(last[1:]) if last[0] == "~" and last[1:].isdigit() else 0


def _reach(prepared: str, end: int, words: int) -> int:
    """Where that many further words of the same sentence end."""
    for _ in range(words):
        space = prepared.find(" ", end + 1)
        stop = space if space >= 0 else len(prepared)
        if prepared[end:stop].strip() in ("", "|"):
            break
        end = stop
    return end


def read_yaml(text: str, name: str, top: str, kind: type) -> Any:
    """What stands under the file's one key.

    Raises:
        CueError: The text is no YAML, or holds something else.
    """
    try:
        document = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CueError(f"data/{name}: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get(top), kind):
        raise CueError(f"data/{name}: has no `{top}:` at the top")
    return document[top]


def parse(text: str) -> Rules:
    """Compiles the rules in the text of data/cues.yml.

    Raises:
        CueError: It holds something that cannot be read.
    """
    return Rules(read_yaml(text, CUES_FILE.name, "cues", dict))


def _compile(compiler: Compiler, name: str, source: str) -> Pattern:
    try:
        return compiler.compile(str(source))
    except PatternError as error:
        raise CueError(f"data/cues.yml, {name}: {error}") from error


def _sources(cues: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Each pattern with its name."""
    attachment, culture = cues["attachment"], cues["culture"]
    for cue in ATTACHMENT:
        yield from ((f"attachment.{cue}", p) for p in attachment[cue])
    yield from (("unless.attachment", p) for p in attachment["unless"])
    for kind in ("rule", "loose", "bare"):
        yield from ((f"norm.{kind}", p) for p in culture["norms"][kind])
    for cue in CULTURE:
        for strength, patterns in culture["sources"][cue].items():
            name = f"unless.{cue}" if strength == "unless" else f"source.{cue}.{strength}"
            yield from ((name, p) for p in patterns)
        yield from ((f"whole.{cue}", p) for p in culture["whole"].get(cue, ()))
    yield from (("unless.culture", p) for p in culture["unless"])
    yield from ((f"sign.{sign}", "(" + "|".join(map(str, words)) + ")") for sign, words in cues["signs"].items())
