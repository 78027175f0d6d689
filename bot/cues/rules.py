"""The rules of data/cues.yml: read, compiled, and named where one can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Mapping

import yaml

from bot.safety.patterns import Compiler, Index, Pattern, PatternError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, six times as fast
CUES_FILE = Path(__file__).resolve().parents[2] / "data" / "cues.yml"
ATTACHMENT = ("keeps_distance", "seeks_reassurance", "at_ease")
CULTURE = ("family", "gender", "religion", "heritage", "language", "generation", "profession")


class CueError(ValueError):
    """A rule in data/cues.yml that cannot be read."""


@dataclass(frozen=True)
class Hit:
    """Where a rule matched, in characters of the prepared text."""

    name: str
    start: int
    end: int


class Rules:
    """All patterns, each under the name of what it stands for.

    Names: `attachment.keeps_distance`, `norm.rule`, `source.family.setting`, `whole.gender`,
    `unless.attachment`, `unless.culture`, and `unless.heritage` for one source alone.
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
            self._patterns: list[tuple[str, Pattern]] = [
                (name, _compile(compiler, name, source)) for name, source in _sources(cues)
            ]
        except (KeyError, TypeError, AttributeError) as error:
            raise CueError(f"data/cues.yml: a part is missing or has the wrong shape ({error})") from error
        self._index = Index([(pattern, i) for i, (_, pattern) in enumerate(self._patterns)])

    def hits(self, prepared: str) -> list[Hit]:
        """Every match of every rule that may match, in the rules' order."""
        found: list[Hit] = []
        for number in sorted(self._index.candidates(set(prepared.split()))):
            name, pattern = self._patterns[number]
            found += [Hit(name, m.start(), m.end()) for m in pattern.regex.finditer(prepared)]
        return found


def load(path: Path | None = None) -> Rules:
    """Reads the rules.

    Raises:
        CueError: The file is missing or holds something that cannot be read.
    """
    file = path or CUES_FILE
    try:
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise CueError(f"data/cues.yml: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("cues"), dict):
        raise CueError("data/cues.yml: has no `cues:` at the top")
    return Rules(document["cues"])


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
