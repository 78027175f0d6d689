"""After a miss, once a conversation: may the practice keep this question? No answer means no.

Nothing is asked where it could be about danger, in a guided form, in another language, or where the words hold more
than a question. What waits for the answer is the caller's business; here it is text without personal data.
"""

from __future__ import annotations

from bot.content.model import Content, title_key
from bot.dialogue.clarify import menu
from bot.dialogue.move import Kind, Move
from bot.dialogue.redacted import redacted
from bot.dialogue.reply import Reply, label_button
from bot.dialogue.room import fits, variant
from bot.dialogue.turn import Turn

YES, NO, GONE, FAILED = "yes", "no", "gone", "failed"
TOPIC = "chat_privacy"
LABEL = "keep"
GUESSED = 0.45
"""An answer read less surely than this was a guess."""
LONGEST = 200
"""A longer message tells a story, and a story can be known by more than its names."""
FEW_WORDS = 4
PERSONAL = ("personal_concern", "complaint", "diagnosis_medication")
"""What may be about these tells of a life; it is no question to collect."""


def question(turn: Turn, content: Content, move: Move, reply: Reply, in_form: bool) -> str:
    """Returns the message as it might be kept, or nothing where it may not even be asked for.

    Args:
        turn: The message, as it stood before the reply.
        content: What can be answered.
        move: Who took it.
        reply: The reply so far.
        in_form: A guided form was open, or is now.
    """
    state, verdict = turn.state, turn.verdict
    if state.review.get("asked") or in_form or reply.form or reply.state.forget or not _missed(move, content):
        return ""
    if any(g.id in content.topics and content.topics[g.id].topic in PERSONAL for g in turn.ranking[:2]):
        return ""
    # No verdict means that nobody looked; an earlier sign in the talk counts like one in this message.
    marks = (verdict.get(key) for key in ("level", "kinds", "signs", "denied", "minor"))
    if "level" not in verdict or any(marks) or state.safety or reply.safety or turn.language != "en":
        return ""
    if turn.blank or turn.truncated or len(turn.whole) > LONGEST or reply.state.open not in (None, "which"):
        return ""
    return redacted(turn.whole)


def ask(reply: Reply, content: Content) -> bool:
    """Puts the question and its one button below a reply; False where there is no room, or the content has no words."""
    if "keep_ask" not in content.texts:
        return False
    line = content.fill(content.texts["keep_ask"][0])
    if not fits(*reply.texts, line):
        return False
    reply.texts[-1] = f"{reply.texts[-1]}\n{line}"
    reply.buttons.append(label_button(LABEL, content))
    return True


def answered(turn: Turn, content: Content, pressed: Move | None) -> Move | None:
    """The move of a message that answers our question, by the button or in words; None for any other."""
    waits = bool(turn.state.review.get("waits"))
    if f"button_{LABEL}" not in content.texts:
        # An older release that was put back: its content does not know the question.
        return None
    if title_key(turn.text) == title_key(content.texts[f"button_{LABEL}"][0]):
        return Move(Kind.KEEP, YES if waits else GONE)
    if not waits or pressed or turn.words > FEW_WORDS or not turn.ranking:
        return None
    best = turn.ranking[0]
    return Move(Kind.KEEP, best.id) if best.group == Kind.FOLLOWUP.value and best.id in (YES, NO) else None


def said(turn: Turn, content: Content, outcome: str) -> Reply:
    """Says what became of the question, with topics to go on with.

    Args:
        turn: The answer.
        content: Where the sentences are.
        outcome: `YES`, `NO`, `GONE` or `FAILED`.
    """
    reply = menu(turn, content)
    reply.topic = TOPIC
    reply.texts = [content.fill(variant(content.texts[f"keep_{outcome}"], turn.state.turns))]
    reply.state.open = None
    return reply


def _missed(move: Move, content: Content) -> bool:
    """Whether the bot had no answer, or gave one on a guess."""
    if move.kind is Kind.UNCLEAR:
        return move.id != "vague"
    if move.kind is Kind.ASSISTANT:
        return move.id == "out_of_scope"
    about_us = move.kind is Kind.PRACTICE and content.topics[move.id].topic == "practice_info"
    return (move.kind is Kind.FAQ or about_us) and move.p < GUESSED
