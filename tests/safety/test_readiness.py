"""What the danger screen lacks is said loudly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.safety.fold import SAFETY_DATA
from bot.safety.indirect import ARTEFACT
from bot.safety.readiness import announce, classifier_notices, line_notices, notices

TODAY = date(2026, 11, 22)


def test_help_lines_that_nobody_dialled_are_a_warning() -> None:
    """As long as called_on is empty, start and check say so, with the number of lines and a remedy."""
    (found,) = line_notices(TODAY)
    assert found.code == "D001" and "never" in found.message and "called_on" in found.remedy


def test_a_line_dialled_lately_is_none_and_an_old_call_is(tmp_path: Path) -> None:
    """The limit stands in the file."""
    text = (SAFETY_DATA / "helplines.yml").read_text(encoding="utf-8")
    (tmp_path / "helplines.yml").write_text(text.replace('called_on: ""', 'called_on: "2026-11-20"'))
    assert line_notices(TODAY, tmp_path) == []
    (found,) = line_notices(date(2027, 11, 20), tmp_path)
    assert "(0 never)" in found.message


@pytest.mark.parametrize("content, code", [(None, "D003"), (b"junk", "D004")])
def test_a_missing_or_broken_classifier_is_an_error(tmp_path: Path, content: bytes | None, code: str) -> None:
    """Never one log line only."""
    if content:
        (tmp_path / ARTEFACT).write_bytes(content)
    (found,) = classifier_notices(tmp_path / ARTEFACT)
    assert (found.code, found.level) == (code, "error") and "make train" in found.remedy


def test_a_classifier_of_another_encoder_is_an_error(tmp_path: Path) -> None:
    """Its scores would be noise."""
    np.savez(tmp_path / ARTEFACT, encoders=["minilm"], fingerprints=["another"])
    (found,) = classifier_notices(tmp_path / ARTEFACT)
    assert found.code == "D002"


def test_errors_come_first_and_go_to_the_error_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever starts the bot reads them."""
    announce(notices(TODAY, artefact=tmp_path / ARTEFACT))
    said = capsys.readouterr().err
    assert said.index("D003") < said.index("D001") and "Remedy" in said
    announce([])
    assert capsys.readouterr().err == ""
