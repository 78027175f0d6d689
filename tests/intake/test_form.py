"""The form takes the same fields by the same rules as the conversation."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.definition import current
from bot.intake.form import Posted, described, read
from bot.intake.questionnaire import questionnaire
from bot.intake.token import LIFE, Tokens

GOOD = {
    "name": "Nell Carr",
    "email": "nell@example.org",
    "for_whom": "me",
    "mode": "either",
    "language": "English",
    "consent": "yes",
}


def posted(**changes: str) -> Posted:
    return read({**GOOD, **changes}, current(), "GB")


def test_a_whole_form_gives_its_fields() -> None:
    """What was left empty is not kept."""
    found = posted(phone="+33 6 12 34 56 78")
    assert not found.errors
    assert found.fields["phone"] == "+33 6 12 34 56 78" and "about" not in found.fields


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"consent": ""}, "consent", "form_consent_missing"),
        ({"email": ""}, "email", "form_contact_missing"),
        ({"email": "nell@example"}, "email", "email_no_ending"),
        ({"phone": "0770"}, "phone", "phone_bad"),
        ({"how": "text"}, "phone", "phone_for_call"),
        ({"how": "pigeon"}, "how", "form_choice_bad"),
        ({"name": "=1+1"}, "name", "name_signs"),
        ({"about": "x" * 5000}, "about", "form_too_long"),
        ({"for_whom": "child", "about": "she weeps"}, "about", "form_child_about"),
        ({"about": "her date of birth is 03/05/2015"}, "about", "others_birthday"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, str], where: str, what: str) -> None:
    """With an error nothing is kept, and every error has a text."""
    found = posted(**changes)
    assert found.errors[where] == what and not found.fields
    assert current().texts[what]


def test_a_minor_is_stopped() -> None:
    """Whoever says that they are under 18 leaves nothing."""
    found = posted(about="I'm 15 and school is too much")
    assert found.minor and not found.fields


def test_form_and_questionnaire_have_the_same_fields() -> None:
    """One definition: the page, the record and the export agree."""
    shown: dict[str, Any] = described(current(), lambda text: text)
    items = questionnaire(current())["item"]
    assert [f["id"] for f in shown["fields"]] == [item["linkId"] for item in items][1:]


def test_the_questionnaire_is_valid_fhir() -> None:
    """It is a FHIR R4 Questionnaire whose version is that of the consent."""
    from fhir.resources.R4B.questionnaire import Questionnaire

    whole = Questionnaire.parse_obj(questionnaire(current()))
    assert whole.status == "active" and whole.version == current().version


def test_only_our_tokens_count(tmp_path) -> None:
    """A token is ours, keeps its name, and grows old; another deployment's or a changed one is none."""
    ours, others = Tokens(tmp_path / "a"), Tokens(tmp_path / "b")
    token = ours.make(now=1000)
    assert ours.name(token) and ours.fresh(token, now=1000 + LIFE - 1) and not ours.fresh(token, now=1001 + LIFE)
    assert others.name(token) is None
    assert ours.name(token.replace(".1000.", ".9000.")) is None and ours.name("") is None and ours.name("a.b.ü") is None
    assert Tokens(tmp_path / "a").name(token) == ours.name(token), "another worker reads the same key"
