"""Turns over HTTP: both sides are up, and rounds alternate, so that a busy machine slows both alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bench.errors import BenchError
from bot.bench.load import MESSAGES_A_SENDER, Sample, conversations
from bot.bench.progress import say
from bot.bench.servers import Served
from bot.bench.stats import median, percentile, ratio

LEVELS = (1, 8, 32)
WARM_UP = 12
LAST_TURN = 305
EARLY, LATE = slice(5, 15), slice(295, 305)
"""Turns 6 to 15 and 296 to 305: with ten messages over and over, the same messages."""


@dataclass
class Timed:
    """What one side's turns took.

    Attributes:
        levels: A sample for each number of parallel conversations.
        early: Median of the turns around the tenth of one conversation, in milliseconds; None not measured.
        late: Median of the turns around the three hundredth.
    """

    levels: dict[int, Sample] = field(default_factory=lambda: {level: Sample() for level in LEVELS})
    early: float | None = None
    late: float | None = None

    @property
    def p50(self) -> float:
        """Median of one conversation, in milliseconds."""
        return percentile(self.levels[1].milliseconds, 0.5)

    @property
    def p95(self) -> float:
        """95th percentile of one conversation, in milliseconds."""
        return percentile(self.levels[1].milliseconds, 0.95)

    @property
    def growth(self) -> float | None:
        """The three hundredth turn's cost, in tenth turns."""
        return ratio(self.late, self.early)

    @property
    def empty(self) -> int:
        """Number of answers without any message."""
        return sum(sample.empty for sample in self.levels.values())


def each(turns: int, rounds: int, level: int) -> int:
    """Returns how many messages each of ``level`` conversations sends in a round.

    A whole conversation at least: its later turns cost more where the history is kept.
    """
    return max(MESSAGES_A_SENDER, math.ceil(turns / rounds / level))


def take_turns(servers: Sequence[Served], messages: Sequence[str], *, turns: int, rounds: int) -> list[Timed]:
    """Measures every level of every server.

    Args:
        servers: The sides, all up.
        messages: What is said.
        turns: Messages of one conversation at a time, over all rounds.
        rounds: How often the sides alternate.

    Raises:
        BenchError: A side failed to answer.
    """
    found = [Timed() for _ in servers]
    for server in servers:
        _good(server, conversations(server.url, messages, parallel=1, each=WARM_UP, tag="warm"))
    for turn in range(rounds):
        for level in LEVELS:
            for server, timed in zip(servers, found, strict=True):
                tag = f"{turn}-{level}"
                sample = conversations(server.url, messages, parallel=level, each=each(turns, rounds, level), tag=tag)
                timed.levels[level].add(_good(server, sample))
        rates = ", ".join(f"{s.name} {t.levels[8].per_second:.0f}/s" for s, t in zip(servers, found, strict=True))
        say(f"round {turn + 1} of {rounds}: at 8 conversations {rates}")
    return found


def long_conversation(server: Served, messages: Sequence[str], times: int) -> tuple[float, float]:
    """Holds long conversations one after another.

    Args:
        server: The side.
        messages: Ten messages, said over and over.
        times: How many conversations.

    Returns:
        Medians around the tenth and the three hundredth turn, in milliseconds.
    """
    early: list[float] = []
    late: list[float] = []
    for n in range(times):
        sample = conversations(server.url, messages, parallel=1, each=LAST_TURN, tag=f"long-{n}", a_sender=LAST_TURN)
        milliseconds = _good(server, sample).milliseconds
        early += milliseconds[EARLY]
        late += milliseconds[LATE]
    return median(early), median(late)


def _good(server: Served, sample: Sample) -> Sample:
    if sample.failed:
        log = server.children[0].log
        raise BenchError(f"B008 {server.name} failed to answer {sample.failed} messages. Log: {log}")
    return sample
