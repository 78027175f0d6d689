"""What staff write goes into a topic's file as one line more, and nothing of a visitor's own words does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check.run import run
from bot.content.load import read
from bot.review import write as module
from bot.review.problem import NotWritten
from bot.review.write import add, new
from bot.settings import ROOT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def examples(data: Path, topic: str) -> list[str]:
    return list(next(p.topic for p in read(data).topics if p.topic.id == topic).examples)


def test_a_phrase_is_one_line_more_and_everything_else_stays(data) -> None:
    path = data / "topics" / "booking.yml"
    before = path.read_text().splitlines()
    (place,) = add(data, "booking", ["could we fix a first meeting on a Wednesday"], ["can i come wednesday"])
    after = path.read_text().splitlines()
    assert place[0] == "data/topics/booking.yml" and "a first meeting on a Wednesday" in after[place[1] - 1]
    assert after[: place[1] - 1] + after[place[1] :] == before
    assert examples(data, "booking")[-1] == "could we fix a first meeting on a Wednesday"
    assert not [p for p in run(data).problems if p.file == place[0] and p.line == place[1]]


def test_comments_windows_line_ends_byte_mark_and_rights_stay(data) -> None:
    path = data / "topics" / "booking.yml"
    text = "# the office's own note\n" + path.read_text()
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    add(data, "booking", ["could we fix a first meeting on a Wednesday", "a slot at midday, possible?"], [])
    raw = path.read_bytes()
    assert raw.startswith("\ufeff# the office's own note\r\n".encode()) and raw.count(b"\n") == raw.count(b"\r\n")
    assert raw.count(b"\n") == text.count("\n") + 2 and path.stat().st_mode & 0o777 == 0o640
    assert examples(data, "booking")[-1] == "a slot at midday, possible?"


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("Can I come on a Wednesday?", "own wording"),
        ("   ", "needs words"),
        ("x" * 301, "at most 300"),
        ("is [name] there", "signs that mean"),
        ("- is it open", "signs that mean"),
        ("ask for Dave Smith on 07700 900123", "name a person"),
        ("Is crying weakness?", "a phrase already"),
    ],
)
def test_what_cannot_be_a_phrase_is_refused_and_nothing_changes(data, phrase: str, why: str) -> None:
    before = (data / "topics" / "booking.yml").read_bytes()
    with pytest.raises(NotWritten, match=f"Q004.*{why}.*Remedy"):
        add(data, "booking", ["a new one about wednesdays at noon", phrase], ["can I come on a wednesday"])
    assert (data / "topics" / "booking.yml").read_bytes() == before


def test_curly_quotes_become_straight_ones(data) -> None:
    add(data, "booking", ["what’s the first free Wednesday"], [])
    assert "what's the first free Wednesday" in examples(data, "booking")


def test_a_file_that_somebody_saves_meanwhile_is_left_to_them(data, monkeypatch) -> None:
    path, read_back = data / "topics" / "booking.yml", module.yamldoc.read

    def save(place: Path, *args, **more):
        if place.name.startswith("."):
            path.write_text(path.read_text() + "# saved meanwhile\n")
        return read_back(place, *args, **more)

    monkeypatch.setattr(module.yamldoc, "read", save)
    with pytest.raises(NotWritten, match="changed meanwhile"):
        add(data, "booking", ["what's the first free Wednesday"], [])
    assert path.read_text().endswith("# saved meanwhile\n") and not list(path.parent.glob(".*"))


def test_an_unknown_topic_is_refused_with_those_there_are(data) -> None:
    with pytest.raises(NotWritten, match="no topic 'bokking'.*booking"):
        add(data, "bokking", ["what's the first free Wednesday"], [])


def test_a_new_topic_has_every_key_and_the_check_says_what_it_still_needs(data) -> None:
    file = new(
        data,
        "pets_in_the_room",
        "May a dog come too?",
        ["is a small dog all right?"],
        "practice_info",
        ["can i bring my dog"],
    )
    problems = [p for p in run(data).problems if p.file == file]
    assert file == "data/topics/pets_in_the_room.yml"
    assert {p.code for p in problems} == {"T010", "T052"}, [str(p) for p in problems]
    path = data / "topics" / "pets_in_the_room.yml"
    answer = "|-\n        Please ask us first.\n        Many people would like that.\n        Ring {phone}."
    path.write_text(path.read_text().replace('text: ""', f"text: {answer}"))
    assert examples(data, "pets_in_the_room") == ["May a dog come too?", "is a small dog all right?"]
    assert not {"T010", "T011", "T012", "T015", "T016", "T019"} & {p.code for p in run(data).problems if p.file == file}


@pytest.mark.parametrize(
    ("topic", "title", "belongs", "why"),
    [
        ("Pets!", "May a dog come too?", "practice_info", "cannot be a topic's name"),
        ("../booking", "May a dog come too?", "practice_info", "cannot be a topic's name"),
        ("booking", "May a dog come too?", "practice_info", "there is a topic 'booking' already"),
        ("pets", "May a dog come too, if it is a small one?", "practice_info", "41 characters"),
        ("pets", "Can I bring my dog", "practice_info", "own wording"),
        ("pets", "May a dog come too?", "pets", "not a topic of the contract"),
    ],
)
def test_what_cannot_be_a_topic_is_refused(data, topic: str, title: str, belongs: str, why: str) -> None:
    before = sorted(p.name for p in (data / "topics").iterdir())
    with pytest.raises(NotWritten, match=f"(?i){why}"):
        new(data, topic, title, [], belongs, ["can i bring my dog?"])
    assert sorted(p.name for p in (data / "topics").iterdir()) == before
