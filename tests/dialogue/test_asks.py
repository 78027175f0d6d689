"""A question in the middle of a form is told from an answer by its words alone: many phrasings, both ways."""

from __future__ import annotations

import pytest

from bot.dialogue.asks import Asks, asks

QUESTIONS = """
is crying weakness?
will my therapist judge me
how much does it cost
ok but why do people cry in therapy
can i ask something first, do men cry in therapy
who reads this
are you a bot
tell me about attachment first
i want to know if it's normal
is everything I type kept
hang on, is this confidential
do you keep my answers
wait, what happens to my answers
before I answer: is it bad to hold back tears
how common is it
how do i book
whats attachment
what's catharsis
is that normal
should i be worried
how long does it take
i wonder if therapists get annoyed
i was wondering whether crying helps
i'm curious what the research says
explain attachment
when do people cry most
where can i read about that
why is crying good for you
isn't crying childish
don't therapists get bored
could my boss find out
what about online sessions
can you tell me more about culture
which therapists do you have
Sorry, quick question - does my therapist see this?
i said yes. but what is attachment?
how does crying affect the body
is it ok to cry on zoom
what happens in a first session
what will she do if i cry
am i allowed to cry there
would it help to cry
has anyone studied this
what makes people cry in therapy
what do therapists think when you cry
how sure are we of that
have you got any appointments this week
"""
STATEMENTS = """
i keep it to myself
mostly on my own
i tell my sister
when i was small nobody cried
how my dad did it, he went outside
what i want is for them to wait
who i tell depends on the day
where i grew up it was shameful
will tell someone probably
would rather keep it in
is fine
do it alone
can't say really
my dad said crying is weakness
i'm scared she'll judge me
that she thinks i'm pathetic
losing it in front of them
i don't know
being alone with it
we were told to stop crying
boys didn't cry in our house
my mum cried all the time
because i'd feel stupid
i'd want her to hold my hand
a bit of both i think
i usually go to bed and cry there
depends who is there
whatever helps
what people think of me
what she might think
how i look when i cry
have to be strong for the kids
am a soldier, we don't cry
was never talked about
could never cry at home
should have been stronger they said
i wouldn't want to talk about it
not in front of the men
it's complicated
have never told anyone
do nothing
i'd want to know what it meant
are not allowed to
people would laugh
when someone is kind to me i cry
my faith says tears are a gift
if i start i can't stop
crying was for babies
to be honest i'd run
i'd rather she didn't look at me
"""
REQUESTS = """
i'd like to book a session
i want an appointment please
i need to speak to someone at the practice
please get in touch with me
"""
ONLY_A_MARK = """
a hug maybe?
my sister?
nothing, i guess?
and for men?
what if i can't stop crying
"""


def lines(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


@pytest.mark.parametrize("text", lines(QUESTIONS))
def test_what_is_built_as_a_question_is_one(text: str) -> None:
    assert asks(text) is Asks.YES


@pytest.mark.parametrize("text", lines(STATEMENTS))
def test_a_statement_is_none(text: str) -> None:
    assert asks(text) is Asks.NO


@pytest.mark.parametrize("text", lines(REQUESTS))
def test_a_wish_is_told_from_both(text: str) -> None:
    assert asks(text) is Asks.REQUEST


@pytest.mark.parametrize("text", lines(ONLY_A_MARK))
def test_a_question_mark_alone_is_a_weak_sign(text: str) -> None:
    assert asks(text) is Asks.MARK
