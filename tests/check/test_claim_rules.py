"""T030 to T035: claims are answered or left out, and CLAIMS.md says which."""

from __future__ import annotations

import pytest

from bot.check import ledger
from bot.check.context import Context
from bot.cli import main
from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"


def test_a_claim_is_answered_or_left_out(data: Data) -> None:
    """T030: nothing of the articles gets lost."""
    data.edit(FILE, "asked: [A04]", "asked: []")
    found = data.only("T030")
    assert found.line == data.line_of("claims.yml", "A04")


def test_a_claim_left_out_is_not_used(data: Data) -> None:
    """T031: the ledger and the topics cannot contradict each other; the place of use is named."""
    data.edit(FILE, "asked: [A04]", "asked: [A04, A02]")
    found = data.only("T031")
    assert f"data/{FILE}:{data.line_of(FILE, 'claims:')}" in found.message


def test_claim_ids_exist(data: Data) -> None:
    """T032: a mistyped id is an error."""
    data.edit(FILE, "answered: [A01]", "answered: [A01, A99]")
    data.only("T032")


def test_a_first_answer_tells_no_unsourced_claim(data: Data) -> None:
    """T033: contradicted and unsourced claims are answered when asked only."""
    data.edit(FILE, "answered: [A01], asked: [A04]", "answered: [A01, A04], asked: []")
    data.only("T033")


def test_a_topic_about_the_claim_may_answer_it(data: Data) -> None:
    """T033: who opens claim_sixty has asked for that very claim."""
    data.edit(FILE, "asked: [A04]", "asked: []")
    data.topic("claim_sixty", phrases=15, answered="A04")
    data.edit("topics/claim_sixty.yml", "topic: claim_sixty", "topic: benefits")
    assert data.codes() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claims: [A01, A02]}", "claims: [A01, A02, A77]}"),
        ("claims: [A01, A02]}", "claims: [A01]}"),
        ("topics: [booking]", "topics: [bookings]"),
        (", topics: [booking]", ""),
    ],
)
def test_every_part_of_the_articles_is_accounted_for(data: Data, old: str, new: str) -> None:
    """T034: parts name known claims and topics, each claim stands in a part, no part is empty."""
    data.edit("claims.yml", old, new)
    data.only("T034")


def test_the_table_says_what_became_of_each_claim(data: Data) -> None:
    """The ledger tells apart: at once, when asked, left out, open."""
    data.edit("claims.yml", "parts:", "  - {id: G1, article: G, statement: New., status: supported}\nparts:")
    text = ledger.render(Context.of(data.root))
    assert "| A01 | supported | Many hide tears. | crying_weakness |  |  |" in text
    assert "| A02 | unsourced | A picture. |  |  | An image. |" in text
    assert "| A04 | unsourced | Six in ten. |  | crying_weakness |  |" in text
    assert "| G1 | supported | New. |  |  | **open** |" in text
    assert "4 claims: 1 answered at once, 1 only when asked, 1 left out, 1 open." in text
    assert "| Introduction | A01, A02 (left out) |  |  |" in text
    assert "| Booking box |  | booking |  |" in text


def test_a_claim_topic_answers_when_asked(data: Data) -> None:
    """In the table a claim_ topic counts as asked for, whichever list the id stands in."""
    data.topic("claim_sixty", phrases=15, answered="A04")
    row = next(row for row in ledger.rows(Context.of(data.root)) if row.claim.id == "A04")
    assert (row.answered, row.asked) == ((), ("claim_sixty", "crying_weakness"))


def test_the_table_is_written_and_checked(data: Data, capsys: pytest.CaptureFixture[str]) -> None:
    """T035: --check fails until --write has been run, and again after a change."""
    folder = str(data.root)
    assert main(["claims", "--check", folder]) == 1
    assert "T035" in capsys.readouterr().out
    assert main(["claims", "--write", folder]) == 0
    assert main(["claims", "--check", folder]) == 0
    data.edit("claims.yml", "Six in ten", "Sixty in a hundred")
    assert main(["claims", "--check", folder]) == 1


def test_without_a_ledger_there_is_nothing_to_write(data: Data) -> None:
    """A missing claims.yml ends with exit code 2."""
    (data.root / "claims.yml").unlink()
    assert main(["claims", "--write", str(data.root)]) == 2
