"""The intake's order, its ways out, and what it keeps: over words as people type them, without model or store."""

from __future__ import annotations

import pytest

from tests.intake.walk import ABOUT, WHOLE, Walk

ASKED = ("name", "contact", "how", "when", "about")


def test_it_asks_in_order_and_sends_on_a_yes() -> None:
    """Consent, name, contact, how, when, about, summary, and one yes sends."""
    walk, seen = Walk("I'd like to book"), []
    assert walk.at == "consent" and walk.kept is None
    for message in WHOLE[1:]:
        walk.say(message)
        seen.append(walk.at)
    assert seen == [*ASKED, "summary"]
    walk.say("yes")
    assert walk.sent == [
        {
            "for_whom": "me",
            "name": "Nell Carr",
            "email": "nell@example.org",
            "how": "email",
            "when": "mornings",
            "about": "grief",
        }
    ]


def test_nothing_is_kept_before_consent() -> None:
    """Details in the first message are not kept without a yes in it."""
    walk = Walk("Hello, I'm Nell Carr, nell@example.org, I'd like to book")
    assert walk.at == "consent" and walk.kept is None and walk.fields == {}


def test_details_beside_consent_are_kept() -> None:
    """Who agrees in the first message is not asked for what stood in it."""
    walk = Walk("Hello, I'm Nell Carr, nell@example.org, I'd like to book and I agree to you keeping this")
    assert walk.at == "how" and walk.kept == {"for_whom": "me", "name": "Nell Carr", "email": "nell@example.org"}


@pytest.mark.parametrize(
    "answer",
    ["no", "no thanks", "I don't want you storing anything", "I'd rather you didn't keep that", "I do not agree"],
)
def test_a_refusal_keeps_nothing_and_is_not_argued_with(answer: str) -> None:
    """A no is taken; the practice's own ways are offered, and nothing is asked."""
    walk = Walk("I'd like to book", answer)
    assert (walk.at, walk.step.say, walk.kept) == ("refused", ["refused"], None)


@pytest.mark.parametrize(
    "answer",
    [
        "yes",
        "ok then, I agree",
        "yes I'm 40 and I agree",
        "sure, go ahead",
        "I am 18 or over and I agree",
        "yep that's fine",
        "yh",
    ],
)
def test_a_yes_in_any_words_is_one(answer: str) -> None:
    """A typed yes counts like the button, and is never a name."""
    walk = Walk("I'd like to book", answer)
    assert walk.at == "name" and walk.kept == {"for_whom": "me"}


@pytest.mark.parametrize("answer", ["hm", "yes but don't keep it long", "what?", "Before I say yes: who reads it?"])
def test_what_is_no_clear_yes_opens_nothing(answer: str) -> None:
    """Consent is explicit: anything else asks again."""
    walk = Walk("I'd like to book", answer)
    assert walk.at == "consent" and walk.kept is None


def test_several_answers_in_one_message_and_a_later_one_count() -> None:
    """What is given is never asked for."""
    walk = Walk("I'd like to book", "yes", "Nell Carr, nell@example.org, email me, Fridays after 5")
    assert walk.at == "about" and walk.fields["when"] == "Fridays after 5"
    walk = Walk("I'd like to book", "yes", "nell@example.org")
    assert walk.at == "name"
    walk.say("evenings")
    assert walk.fields["when"] == "evenings"


@pytest.mark.parametrize("at", range(len(ASKED)))
@pytest.mark.parametrize(
    ("message", "ends"),
    [("stop", "stopped"), ("delete everything", "gone"), ("I take back my permission", "gone"), ("I'm 16", "minor")],
)
def test_every_question_can_be_left(at: int, message: str, ends: str) -> None:
    """At any question "stop", a withdrawal or a sign of a minor ends it, and what was kept is gone."""
    if ASKED[at] == "about" and ends == "minor":
        message = "I'm 16 and everything is too much"
    walk = Walk(*WHOLE[: at + 2], message)
    assert (walk.at, walk.kept) == (ends, None)


@pytest.mark.parametrize("at", range(len(ASKED)))
def test_why_is_answered_and_the_question_stands_again(at: int) -> None:
    """ "Why do you ask?" has an answer at every question."""
    walk = Walk(*WHOLE[: at + 2], "why do you ask?")
    assert walk.step.say == [f"help:{ASKED[at]}", "ask"] and walk.at == ASKED[at]


@pytest.mark.parametrize(("at", "skips"), [(0, True), (1, False), (2, True), (3, True), (4, True)])
def test_all_but_the_contact_can_be_skipped(at: int, skips: bool) -> None:
    """Without an address or a number nobody could answer; everything else may be left out."""
    walk = Walk(*WHOLE[: at + 2], "skip")
    assert (walk.at != ASKED[at]) is skips


def test_two_tries_then_it_offers_to_go_on_without() -> None:
    """First what is wrong, then the offer, then a yes leaves it out."""
    walk = Walk("I'd like to book", "yes", "=1+1")
    assert walk.step.say == ["name_signs"]
    walk.say("12345")
    assert walk.step.say == ["without:name"]
    walk.say("ok go on")
    assert walk.at == "contact"


def test_back_and_change() -> None:
    """One can go back, and change a field by its name or by saying it right."""
    walk = Walk(*WHOLE, "back", "worry, mostly", "change my email", "nell.carr@example.org", "make it evenings", "yes")
    assert walk.sent[0]["about"] == "worry, mostly"
    assert walk.sent[0]["email"] == "nell.carr@example.org"
    assert walk.sent[0]["when"] == "evenings"


def test_a_correction_at_the_next_question() -> None:
    """ "No wait, it's .co.uk" changes the address and asks the open question again."""
    walk = Walk("I'd like to book", "yes", "Nell", "nell@example.com", "no wait, it's .co.uk")
    assert walk.fields["email"] == "nell@example.co.uk" and walk.at == "how"


def test_a_way_to_be_reached_needs_its_address() -> None:
    """Who wants a text is asked for a number; without one the address that is there is used."""
    walk = Walk("I'd like to book", "yes", "Nell", "nell@example.com", "text me")
    assert walk.at == "contact" and walk.place["need"] == "phone"
    walk.say("skip")
    assert walk.fields["how"] == "email" and walk.at == "when"


def test_defaults_are_editable_at_the_summary() -> None:
    """Mode and language are not asked for, and can be said when they matter."""
    walk = Walk(*WHOLE, "online please", "I'd like to speak in Polish", "yes")
    assert (walk.sent[0]["mode"], walk.sent[0]["language"]) == ("online", "Polish")


def test_a_parent_gives_their_own_details_only() -> None:
    """For a child the parent is the contact, no reason is asked for, and the child's words are not kept."""
    walk = Walk(
        "I want an appointment for my daughter",
        "yes",
        "she's 11, called Bee, she weeps all night",
        "I'm her dad, Colm Reid",
    )
    assert walk.kept == {"for_whom": "child", "name": "Colm Reid"}
    for message in ("colm@example.org", "email", "evenings"):
        walk.say(message)
    assert walk.at == "summary"
    walk.say("yes")
    assert "about" not in walk.sent[0] and "Bee" not in str(walk.sent)


def test_another_adult_has_to_know() -> None:
    """Nobody's details are taken behind their back."""
    assert Walk("book therapy for my husband, he doesn't know").at == "other"
    walk = Walk("I'd like to book for my mother")
    assert walk.at == "other_knows" and walk.kept is None
    walk.say("yes she knows")
    assert walk.at == "consent"
    assert Walk("I'd like to book for my mother", "no").at == "other"
    walk = Walk("I'd like to book", "yes", "Nell", "her number is 07700 900 333")
    assert walk.at == "other_knows" and "phone" not in walk.kept


def test_a_childs_birthday_stops_and_asks() -> None:
    """It is not kept, and the answer decides how it goes on."""
    walk = Walk(*ABOUT, "my daughter's birthday is 12/03/2015, that is when it began")
    assert walk.at == "child_age" and "2015" not in str(walk.kept)
    walk.say("it's for me")
    assert walk.at == "about"


def test_after_sending() -> None:
    """A second yes sends nothing twice; a change changes what was sent; a deletion deletes."""
    walk = Walk(*WHOLE, "yes", "yes")
    assert len(walk.sent) == 1
    assert walk.say("could you text me on 07700 900 145 instead").say == ["amended"]
    assert walk.sent[0]["phone"] == "07700 900 145" and walk.sent[0]["how"] == "text"
    assert walk.say("when will they reply?").say == ["sent_status"]
    assert walk.say("please delete everything").say == ["withdrawn_sent"] and walk.sent == []


def test_a_long_text_is_cut_and_said_so() -> None:
    """The record keeps 4,000 characters."""
    walk = Walk(*ABOUT, "It began last year. " * 1000)
    assert "cut" in walk.step.say and len(walk.fields["about"]) <= 4000


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop crying and I just want to stop",
        "I keep thinking of my job, never mind",
        "can't cope. is that bad?",
    ],
)
def test_orders_in_a_story_are_no_orders(text: str) -> None:
    """Whoever tells what it is about may use any word."""
    walk = Walk(*ABOUT, text)
    assert walk.fields.get("about") == text


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("\u202edas\u202c \u200fsad", "das sad"),
        ("=cmd|'/C calc'!A0", "cmd|'/C calc'!A0"),
        ("+1 vote", "1 vote"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("x'; DROP TABLE intakes;--", "x'; DROP TABLE intakes;--"),
        ("悲しい", "悲しい"),
        ("😢", "😢"),
    ],
)
def test_free_text_is_kept_harmless(message: str, kept: str) -> None:
    """Nothing starts a formula or turns the writing round; words stay as they are."""
    assert Walk(*ABOUT, message).fields["about"] == kept
