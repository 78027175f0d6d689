"""Scoring gets the vectors that the encoder makes, and makes none of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.evaluation.vectors import Remembering


class Encoder:
    """Makes a row of a text's length and each part's; counts how often it is asked."""

    asked = 0

    def fingerprint(self) -> str:
        return "toy-1"

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.zeros((0, 2), dtype=np.float32)

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        self.asked += 1
        return np.array([[len(text), 0], *([end - start, start] for start, end in spans)], dtype=np.float32)


def test_what_was_encoded_is_not_encoded_again_in_the_next_process_either(tmp_path: Path) -> None:
    first, again = Encoder(), Encoder()
    one = Remembering(first, tmp_path)
    made = [one.encode(["a", "bb", "a"]), one.encode_parts("a bb", [(0, 1), (2, 4)]), one.encode_parts("a bb", [])]
    assert first.asked == 4 and made[0].shape == (3, 2) and made[1].shape == (3, 2)
    one.keep()
    other = Remembering(again, tmp_path)
    found = [other.encode(["a", "bb", "a"]), other.encode_parts("a bb", [(0, 1), (2, 4)]), other.encode_parts("a bb", [])]
    assert again.asked == 0 and all((a == b).all() for a, b in zip(made, found, strict=True))
    assert not any(b"bb" in file.read_bytes() for file in tmp_path.iterdir()), "no text is kept"


def test_a_file_cut_short_costs_time_and_nothing_else(tmp_path: Path) -> None:
    one = Remembering(Encoder(), tmp_path)
    one.encode(["a"])
    one.keep()
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:40])
    encoder = Encoder()
    assert Remembering(encoder, tmp_path).encode(["a"]).tolist() == [[1.0, 0.0]] and encoder.asked == 1


def test_vectors_of_another_process_are_taken_over(tmp_path: Path) -> None:
    one, other, encoder = Remembering(Encoder(), tmp_path), Encoder(), Encoder()
    helper = Remembering(other, tmp_path)
    helper.encode(["a"])
    one.add(helper.fresh())
    one.keep()
    assert Remembering(encoder, tmp_path).encode(["a"]).shape == (1, 2) and encoder.asked == 0
