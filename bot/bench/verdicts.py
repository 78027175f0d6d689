"""The targets, and whether a run met them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A figure to reach.

    Attributes:
        name: What is measured, as printed.
        needed: The bound that must hold.
        aim: The bound that is wished for, or None.
        at_least: Whether larger is better.
        unit: Printed after each number.
    """

    name: str
    needed: float
    aim: float | None = None
    at_least: bool = False
    unit: str = ""

    def judge(self, value: float | None) -> Verdict:
        """Compares a measured value with the target."""
        return Verdict(self, value)


@dataclass(frozen=True)
class Verdict:
    """A target beside what was measured; None was not measured."""

    target: Target
    value: float | None

    @property
    def word(self) -> str:
        """``PASS``, ``MISS``, or ``SKIP`` where nothing was measured."""
        if self.value is None:
            return "SKIP"
        return "PASS" if self._within(self.target.needed) else "MISS"

    @property
    def aim_met(self) -> bool:
        """Whether the wish was met too."""
        return self.value is not None and self.target.aim is not None and self._within(self.target.aim)

    def line(self) -> str:
        """Writes the verdict as one line."""
        target = self.target
        sign = ">=" if target.at_least else "<="
        found = "not measured" if self.value is None else f"{self.value:.2f}{target.unit}"
        bound = f"{sign} {target.needed:g}{target.unit}"
        wish = "" if target.aim is None else f", aim {target.aim:g}{target.unit}{' met' if self.aim_met else ''}"
        return f"{self.word}  {target.name}: {found} (target {bound}{wish})"

    def as_json(self) -> dict[str, object]:
        """Returns plain data for the report file."""
        target = self.target
        return {
            "name": target.name,
            "value": self.value,
            "needed": target.needed,
            "aim": target.aim,
            "at_least": target.at_least,
            "verdict": self.word,
            "aim_met": self.aim_met,
        }

    def _within(self, bound: float) -> bool:
        if self.value is None:
            return False
        return self.value >= bound if self.target.at_least else self.value <= bound


THROUGHPUT = Target("messages a second at 8 conversations, times Rasa's default", 3, 5, at_least=True, unit="x")
LATENCY = Target("p50 of one conversation, share of Rasa's default's", 0.4, 0.2)
GROWTH = Target("turn 300, times turn 10", 1.5, unit="x")
NLU_TRAINING = Target("training the understanding", 15, 5, unit=" s")
PARSE = Target("understanding one message on one core, p50", 8, 3, unit=" ms")
SCREEN = Target("danger screen, added to a turn, median", 3, 1, unit=" ms")
SCREEN_LONG = Target("danger rules on 64 kB, the slowest of ten shapes", 3, unit=" s")
