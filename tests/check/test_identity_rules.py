"""T010 to T019: which topic a file is."""

from __future__ import annotations

from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"


def test_a_topic_without_an_answer_is_an_error(data: Data) -> None:
    """T010: Rasa itself would not notice."""
    text = data.read("topics/benefits.yml")
    data.write("topics/benefits.yml", text[: text.index("responses:")])
    found = data.only("T010")
    assert "faq/benefits" in found.message
    assert "utter_faq/benefits" in found.remedy


def test_a_topic_without_a_title_is_an_error(data: Data) -> None:
    """T011: no button could lead there."""
    data.edit("topics/benefits.yml", "        title: About benefits?\n", "")
    data.only("T011")


def test_assistant_topics_need_no_title(data: Data) -> None:
    """T011: nobody presses a button to say hello."""
    data.edit("topics/greet.yml", "        title: About greet?\n", "")
    assert data.codes() == []


def test_the_title_is_an_example_letter_for_letter(data: Data) -> None:
    """T012: the button sends its title, which must be known word for word; a near one is shown."""
    data.edit(FILE, "      - About crying_weakness?", "      - about crying_weakness")
    found = data.only("T012")
    assert found.line == data.line_of(FILE, "title:")
    assert "about crying_weakness" in found.remedy


def test_a_title_fits_a_button(data: Data) -> None:
    """T013: 40 characters fit, 41 do not."""
    title = "A" * 40
    data.write(FILE, data.read(FILE).replace("About crying_weakness?", title))
    assert data.codes() == []
    data.write(FILE, data.read(FILE).replace(title, title + "A"))
    assert "41 characters" in data.only("T013").message


def test_two_topics_never_share_a_title(data: Data) -> None:
    """T014: the message names the other place; capitals and signs do not count."""
    data.write(FILE, data.read(FILE).replace("About crying_weakness?", "About BENEFITS"))
    found = next(problem for problem in data.problems() if problem.code == "T014")
    assert "topics/benefits.yml:" in found.message


def test_file_name_and_intent_agree(data: Data) -> None:
    """T015: a copied file that still holds the old id is found."""
    data.write("topics/claim_new.yml", data.read("topics/benefits.yml").replace("q", "z").replace("About", "What"))
    found = [p for p in data.problems() if p.code == "T015"]
    assert [p.file for p in found] == ["data/topics/claim_new.yml"]


def test_intent_and_response_agree(data: Data) -> None:
    """T015: a misspelt response is named once and the rest of the file still read."""
    data.edit(FILE, "utter_faq/crying_weakness", "utter_faq/crying_weaknes")
    found = data.only("T015")
    assert found.line == data.line_of(FILE, "crying_weaknes:")


def test_one_file_holds_one_topic(data: Data) -> None:
    """T015: a second intent belongs into its own file."""
    more = "  - intent: faq/second\n    examples: |\n" + "".join(f"      - second{n} zz{n}\n" for n in range(25))
    data.edit(FILE, "responses:", f"{more}responses:")
    assert "T015" in data.codes()


def test_one_topic_has_one_answer(data: Data) -> None:
    """T015: Rasa would pick one of two by chance."""
    data.write(FILE, data.read(FILE) + "    - text: Another one.\n")
    assert "2 answers" in data.only("T015").message


def test_a_finer_topic_names_the_contracts(data: Data) -> None:
    """T016: an id of its own needs a 'topic' that replies can report."""
    data.topic("crying_baby")
    data.edit("topics/crying_baby.yml", "topic: crying_baby", "topic: crying_elswhere")
    found = data.only("T016")
    assert found.remedy == "Did you mean 'crying_elsewhere'?"
    data.edit("topics/crying_baby.yml", "topic: crying_elswhere", "topic: crying_elsewhere")
    assert data.codes() == []


def test_next_names_topics_of_the_contract(data: Data) -> None:
    """T017: an unknown next question, or one that has no file, is an error."""
    data.edit(FILE, "next: [alliance, embarrassment]", "next: [aliance, crisis]")
    found = [problem for problem in data.problems() if problem.code == "T017"]
    assert len(found) == 2
    assert "Did you mean 'alliance'?" in {problem.remedy for problem in found}


def test_the_menu_names_topics_of_the_contract(data: Data) -> None:
    """T017: the menu leads to topics that exist."""
    data.edit("menu.yml", "crying_weakness", "crying_weaknes")
    assert data.only("T017").file == "data/menu.yml"


def test_every_topic_of_the_contract_has_a_file(data: Data) -> None:
    """T018: a promise to the outside without an answer is an error; crisis and unclear are made by code."""
    (data.root / "topics/benefits.yml").unlink()
    found = data.only("T018")
    assert "benefits" in found.message


def test_a_finer_file_stands_in_for_its_topic(data: Data) -> None:
    """T018: the contract is kept by a finer file too."""
    (data.root / "topics/practice_info.yml").unlink()
    data.topic("practice_prices")
    data.write(
        "topics/practice_prices.yml",
        data.read("topics/practice_prices.yml")
        .replace("faq/", "practice/")
        .replace("topic: practice_prices", "topic: practice_info"),
    )
    assert data.codes() == []


def test_every_follow_up_has_a_file(data: Data) -> None:
    """T018: a way to go on that nothing answers is an error."""
    (data.root / "followups/men.yml").unlink()
    assert "'men'" in data.only("T018").message


def test_the_group_is_the_contracts(data: Data) -> None:
    """T019: a topic in the wrong group would be handled by the wrong rule."""
    data.write("topics/booking.yml", data.read("topics/booking.yml").replace("practice/booking", "faq/booking"))
    assert "practice/booking" in data.only("T019").remedy


def test_the_group_exists(data: Data) -> None:
    """T019: an unknown group is met with the one that was meant."""
    data.write(FILE, data.read(FILE).replace("faq/crying", "faqs/crying"))
    assert data.only("T019").remedy == "Did you mean 'faq'?"
