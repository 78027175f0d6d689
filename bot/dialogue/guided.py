"""A guided form is open: the one seam between the conversation and whatever asks several questions in a row.

A check and the intake are such forms. The rules for all of them:

- Danger and an open safety question come before any form, and end or halt it (`Form.halt`).
- At most one form is open. Opening a second one puts the first aside (`Form.pause`).
- What is about the note of a check is taken beside any form, and the pending question stands below it.
- The open form says which messages are its own (`Form.route`); every other message is answered as always, under its
  own topic, and the form's pending question stands again below it (`Form.resume`).
- A reply that already ends with the form's question says so by its `form`; it is left as it is.

A form is added by one line in `forms`.
"""

from __future__ import annotations

from typing import Protocol

from bot.content.model import Content
from bot.dialogue.move import SAFETY, Kind, Move
from bot.dialogue.reply import Reply
from bot.dialogue.state import State
from bot.dialogue.turn import Turn


class Form(Protocol):
    """What the conversation needs to know of a guided form. Its memory is its own dict in the state."""

    def is_open(self, state: State) -> bool:
        """Whether it waits for an answer."""

    def route(self, turn: Turn, content: Content, elsewhere: Move) -> Move | None:
        """Takes the message, or leaves it.

        Args:
            turn: The message, with this form open.
            content: What can be answered.
            elsewhere: Where the message would go if no form were open.

        Returns:
            The form's own move (or a better one elsewhere); None leaves the message to `elsewhere`.
        """

    def resume(self, turn: Turn, content: Content, reply: Reply) -> Reply:
        """Puts the pending question and its buttons below an answer that something else gave."""

    def pause(self, state: State) -> None:
        """Puts the form aside, because another one opens."""

    def halt(self, state: State) -> None:
        """Ends the form (or puts it aside), because someone may be in danger."""


def forms() -> tuple[Form, ...]:
    """Returns every guided form there is."""
    from bot.dialogue.check import CHECK
    from bot.dialogue.intake import INTAKE

    return (CHECK, INTAKE)


def open_form(state: State) -> Form | None:
    """Returns the form that waits for an answer, or None."""
    return next((form for form in forms() if form.is_open(state)), None)


def route(turn: Turn, content: Content, elsewhere: Move) -> Move:
    """Asks the open form, if there is one, whether the message is its own.

    Args:
        turn: The message as understood.
        content: What can be answered.
        elsewhere: Where the message goes without a form.

    Returns:
        The form's move, or `elsewhere`.
    """
    if elsewhere.kind in (Kind.NOTE, Kind.INTAKE):
        return elsewhere
    form = open_form(turn.state)
    return (form.route(turn, content, elsewhere) if form else None) or elsewhere


def settle(turn: Turn, content: Content, move: Move, before: Form | None, reply: Reply) -> Reply:
    """Keeps the rules after a turn was taken.

    Args:
        turn: The message.
        content: What can be answered.
        move: Who took it.
        before: The form that was open before the turn was taken.
        reply: The reply.

    Returns:
        The reply, with the open form's question below it where something else was answered.
    """
    if move.kind in SAFETY:
        for form in forms():
            form.halt(reply.state)
        return reply
    if before is None or reply.state.forget:
        return reply
    if any(form.is_open(reply.state) for form in forms() if form is not before):
        before.pause(reply.state)
        return reply
    if before.is_open(reply.state) and reply.form is None:
        return before.resume(turn, content, reply)
    return reply
