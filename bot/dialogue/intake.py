"""The intake in the conversation: when it starts, which messages are its own, and its question below other answers."""

from __future__ import annotations

from bot.content.fill import fill
from bot.content.model import Content
from bot.dialogue import intake_words
from bot.dialogue.intake_step import ASKS_FOR, FORGET, START, TAKE, heard
from bot.dialogue.move import SAFETY, Kind, Move
from bot.dialogue.reply import Reply
from bot.dialogue.simple import FORGETTING
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.intake.definition import Definition, current
from bot.intake.fold import fold
from bot.intake.hear import Heard
from bot.intake.orders import alone, anywhere, question
from bot.intake.place import AMEND, CHILD_AGE, CONSENT, GONE, MINOR, OTHER, OTHER_KNOWS, REFUSED, SENT, is_open

FORGETS = Heard(frozenset({"withdraw"}))
"""What a message means that asks for the whole conversation to be deleted."""
SURE = 0.6
"""A message that gives nothing to the intake is another subject's when it is read this surely,"""
STATED = 0.75
"""and a plain statement when it is read as surely as this."""
MAYBE = 0.15
FEW_WORDS = 4
OWN_QUESTIONS = frozenset("can could may where how is do would please id i".split())
BESIDE = frozenset({"knows", "not_knows", "child", "me", "refused_more", "status"})
"""Words that only mean something where the intake asked for them."""
BY_THE_WAY = frozenset({"mode", "language"})
"""Fields that nobody is asked for."""
TALK = frozenset({Kind.FAQ, Kind.CHECK, Kind.PRACTICE, Kind.ASSISTANT, Kind.LABEL})


class IntakeForm:
    """The intake as a guided form (`bot.dialogue.guided.Form`); its memory is ``State.intake``."""

    def is_open(self, state: State) -> bool:
        """Whether a question of the intake waits for an answer."""
        return is_open(state.intake)

    def route(self, turn: Turn, content: Content, elsewhere: Move) -> Move | None:
        """Takes answers and orders; leaves a question to whoever can answer it."""
        said = heard(turn, content)
        signs = said.signs
        if _asks_of_the_practice(turn, said, elsewhere):
            return None
        if signs.minor or signs.child or signs.other or signs.birthday or said.fields or said.corrects:
            return Move(Kind.INTAKE, TAKE)
        if elsewhere.id == FORGETTING and elsewhere.p >= SURE and not (said.orders or said.change or said.question):
            return Move(Kind.INTAKE, FORGET)
        beside = frozenset() if turn.state.intake["at"] in (CHILD_AGE, OTHER_KNOWS) else BESIDE
        if said.orders - beside or said.problem or said.change or said.signs.age is not None or turn.blank:
            return Move(Kind.INTAKE, TAKE)
        if _is_booking(elsewhere, content):
            return Move(Kind.INTAKE, TAKE)
        if said.question or elsewhere.kind is Kind.CHECK and elsewhere.p >= SURE or elsewhere.kind is Kind.LABEL:
            return None
        about_others = turn.state.intake["at"] in (CHILD_AGE, OTHER_KNOWS)
        if elsewhere.kind in TALK and elsewhere.p >= STATED and turn.words >= FEW_WORDS and not about_others:
            return None
        return Move(Kind.INTAKE, TAKE)

    def resume(self, turn: Turn, content: Content, reply: Reply) -> Reply:
        """Puts the pending question and its buttons below an answer that something else gave."""
        definition, place = current(), reply.state.intake
        asked = fill(intake_words.ask(definition, place), content.practice.values)
        reply.texts[-1] = f"{reply.texts[-1]}\n{asked}"
        reply.buttons = intake_words.buttons(definition, place)
        reply.form = intake_words.form_of(definition, place)
        return reply

    def pause(self, state: State) -> None:
        """Puts the intake aside: a check has opened."""
        if state.intake.get("at") == CONSENT:
            state.intake = {}
        elif state.intake.get("at") == AMEND:
            # What was sent stays as it is; nothing waits for an answer.
            state.intake = {**state.intake, "at": SENT, "edit": "", "need": ""}
        elif is_open(state.intake):
            state.intake = {**state.intake, "paused": True}

    def halt(self, state: State) -> None:
        """Puts the intake aside: someone may be in danger, and nobody asks them for a phone number now."""
        self.pause(state)


INTAKE = IntakeForm()


def _asks_of_the_practice(turn: Turn, said: Heard, elsewhere: Move) -> bool:
    """"Are the sessions online?" names a kind of session, and yet asks; "could we do it online?" wishes for one."""
    named = set(said.fields)
    if not named or not named <= BY_THE_WAY or not said.question or turn.state.intake.get("at") in named:
        return False
    wishes = fold(turn.whole).split()[0] in ASKS_FOR
    return not wishes and elsewhere.kind in TALK and elsewhere.p >= SURE


def entry(turn: Turn, content: Content, move: Move) -> Move:
    """Starts the intake, takes it up again, or ends it, where none of its questions waits.

    Args:
        turn: The message as understood.
        content: What can be answered.
        move: Where the message goes otherwise.

    Returns:
        The intake's move, or the one given.
    """
    place = turn.state.intake
    if move.kind in SAFETY or move.kind in (Kind.INTAKE, Kind.IN_CHECK) or is_open(place):
        return move
    if not place:
        return _start(turn, content, move)
    said, at = heard(turn, content), place.get("at")
    if "withdraw" in said.orders or move.id == FORGETTING or "delete" in said.orders:
        kept = at == SENT or place.get("ref")
        if kept and move.id == FORGETTING and not said.orders & {"withdraw", "delete"}:
            if said.change or move.p < SURE:
                return Move(Kind.INTAKE, TAKE)
            return Move(Kind.INTAKE, FORGET)
        return Move(Kind.INTAKE, TAKE) if kept or at == GONE and move.id != FORGETTING else move
    strict = {"email", "phone"} & set(said.fields)
    if place.get("paused"):
        resumes = strict or said.orders & {"continue", "go_on", "agree", "send"} or _is_booking(move, content)
        return Move(Kind.INTAKE, TAKE) if resumes else move
    if at == SENT:
        changes = said.change or "change" in said.orders or (said.corrects or said.amends and said.fields) and not said.question
        asks = strict or changes or said.signs.minor or "status" in said.orders or _is_booking(move, content)
        return Move(Kind.INTAKE, TAKE) if asks else move
    if at == OTHER and said.orders & {"me", "for_me"}:
        return Move(Kind.INTAKE, START)
    if at in (MINOR, OTHER):
        return (
            Move(Kind.INTAKE, TAKE)
            if strict or at == MINOR and _starts(turn, content, move)
            else _start(turn, content, move)
        )
    if at == REFUSED:
        again = "consents" in said.orders or "start" in said.orders
        else_ = anywhere(fold(turn.whole), current().controls["refused_more"])
        return Move(Kind.INTAKE, TAKE) if again or else_ else move
    return _start(turn, content, move)


def beside_danger(turn: Turn, content: Content) -> str:
    """What a message wants of the intake that is answered with help first: ``withdraw``, ``refuse`` or nothing.

    "I don't consent any more" reads like danger, and help comes first; the wish behind it still counts.
    """
    said, place = heard(turn, content), turn.state.intake
    if place.get("ref") and said.orders & {"withdraw", "delete"}:
        return "withdraw"
    return "refuse" if place.get("at") == CONSENT and said.orders & {"withdraw", "refuse"} else ""


def _start(turn: Turn, content: Content, move: Move) -> Move:
    return Move(Kind.INTAKE, START) if _starts(turn, content, move) else move


def _starts(turn: Turn, content: Content, move: Move) -> bool:
    definition = current()
    folded = fold(turn.whole)
    if alone(folded, definition.start, definition) or folded == fold(definition.buttons["start"]):
        return True
    if anywhere(folded, definition.not_start):
        return False
    if _is_booking(move, content):
        return True
    if not anywhere(folded, definition.start):
        return False
    return _may_be_booking(turn, content, move, definition, folded)


def _may_be_booking(turn: Turn, content: Content, move: Move, definition: Definition, folded: str) -> bool:
    """Words of booking in a message that was read as something else: they count unless it is a question on that."""
    likely = any(
        g.id in content.topics and content.topics[g.id].topic == intake_words.TOPIC and g.p >= MAYBE
        for g in turn.ranking[:3]
    )
    asks = question(turn.whole, folded, definition) and folded.split()[0] not in OWN_QUESTIONS
    return not asks and (likely or move.kind in (Kind.UNCLEAR, Kind.FOLLOWUP, Kind.ASSISTANT) or move.p < SURE)


def _is_booking(move: Move, content: Content) -> bool:
    return (
        move.kind is Kind.PRACTICE and move.id in content.topics and content.topics[move.id].topic == intake_words.TOPIC
    )
