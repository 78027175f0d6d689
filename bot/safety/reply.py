"""What is said when there is danger. Every word comes from data/safety/replies.yml.

    reply = crisis(verdict, state)                     # help first, then one question
    reply = follow(text, verdict, reply.state)         # the answer to that question, or None

`state` is a small JSON-able dict that the conversation keeps for this module:
    open    the question that waits for an answer ("suicide", "imminent", ...), or ""
    group   whose texts are in use; kinds, about, minor, language: of the last danger
    times   how often help was shown, so that the wording changes
    asked   questions already asked; none is asked twice without a new sign
    country where the person says they are; waiting: the question that comes after the one for the country
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.safety.abroad import in_country
from bot.safety.answers import is_title, read_answer
from bot.safety.country import ELSEWHERE
from bot.safety.helplines import Helplines
from bot.safety.notes import concern_line, lines_sentence, minor_line, other_language
from bot.safety.shape import SafetyReply, buttons
from bot.safety.static import static_help
from bot.safety.verdict import Verdict
from bot.safety.voice import Voice, reply_texts, voice_for

__all__ = [
    "SafetyReply", "concern_line", "crisis", "follow", "lines_sentence", "minor_line", "more_lines", "more_than_that",
    "other_language", "static_help",
]  # fmt: skip

def crisis(
    verdict: Verdict, state: Mapping[str, Any] | None = None, lines: Helplines | None = None, practice: Any = None
) -> SafetyReply:
    """Help first, then one question that fits.

    Args:
        verdict: what the screen found; level "crisis".
        state: what this module kept of the conversation, {} at first.
        lines: the help lines; data/safety/helplines.yml if None.
        practice: the practice's details: `country` and `complaints_body` are used.
    """
    old = dict(state or {})
    texts = reply_texts()
    country = verdict.country or str(old.get("country", ""))
    voice = voice_for(verdict.kinds, verdict.minor or bool(old.get("minor")), lines, practice, country)
    group = _group(verdict, texts)
    times = int(old.get("times", 0))
    variants = texts["first"]["failed" if not verdict.kinds else group]
    opening = variants[times % len(variants)]
    call = texts["lines"]["emergency_now" if group == "medical" else "emergency"]
    first = f"{opening} {call.replace('{number}', voice.fill('{emergency}'))}"
    if voice.best().id != voice.lines.emergency(voice.country).id:
        first = f"{first} {voice.fill('{line}')}"
    elif country:
        first = f"{first} {voice.fill('{anywhere}')}"
    out = [first]
    if verdict.language in texts["languages"]:
        out = [_own_language(verdict.language, voice), first]
    question = _question_key(group, verdict)
    asked = [*old.get("asked", [])]
    new_sign = set(verdict.signs) - set(old.get("signs", []))
    open_key = ""
    if question and verdict.language in texts["languages"]:
        question = "unsafe"  # the one question that is translated
    if question and (question not in asked or new_sign):
        out.append(texts["question"][question])
        if verdict.language in texts["languages"]:
            out[-1] = f"{texts['languages'][verdict.language]['question']} / {out[-1]}"
        open_key = question
        asked = list(dict.fromkeys([*asked, question]))
    if verdict.country == ELSEWHERE:
        out.insert(1, voice.fill(texts["country"]["elsewhere"]))
    out += _notices(verdict, group, voice, times)
    return SafetyReply(
        texts=out,
        buttons=buttons(open_key, texts),
        state={
            **old, "open": open_key, "group": group, "kinds": list(verdict.kinds), "about": verdict.about,
            "minor": voice.minor, "language": verdict.language, "times": times + 1, "asked": asked, "country": country,
            "signs": sorted({*old.get("signs", []), *verdict.signs}),
        },
        kinds=verdict.kinds,
    )  # fmt: skip


def follow(
    text: str,
    verdict: Verdict,
    state: Mapping[str, Any],
    lines: Helplines | None = None,
    practice: Any = None,
) -> SafetyReply | None:
    """The reply to an answer to our question, or None if it is no answer.

    Danger in the answer is for `crisis`, unless the answer is what the question
    asked for ("yes, tonight"): then the next step follows.
    """
    texts = reply_texts()
    old = dict(state)
    if is_title(text, texts["buttons"]["more"]):
        return more_lines(old, lines, practice)
    question = old.get("open", "")
    elsewhere = in_country(text, verdict, old, lines, practice)
    if elsewhere or not question:
        return elsewhere
    voice = voice_for(tuple(old.get("kinds", ())), bool(old.get("minor")), lines, practice, old.get("country", ""))
    answer = read_answer(text)
    if question == "other":
        said = voice.fill(texts["answer"]["other"]["said"])
        return _after(said, old, "", texts, keep=verdict.level == "crisis")
    if question == "barrier":
        if answer == "no":
            return _after(voice.fill(texts["answer"]["believed"]), old, "", texts)
        return _after(voice.fill(texts["answer"]["barrier"]), old, "", texts)
    if verdict.level == "crisis" and answer is None and question in ("suicide", "self_harm"):
        answer = "yes"
    if verdict.level == "crisis" and answer is None and question == "imminent":
        answer = "yes"
    if answer is None:
        return None
    said = texts["answer"][question][answer]
    if question in ("suicide", "self_harm") and answer == "yes":
        return _after(voice.fill(said), old, "imminent", texts)
    if question in ("suicide", "self_harm") and answer == "unsure" or question == "imminent" and answer != "unsure":
        return _after(voice.fill(said), old, "barrier", texts)
    return _after(voice.fill(said), old, "", texts, believed=answer == "no" and question in ("suicide", "self_harm"))


def more_than_that(
    state: Mapping[str, Any] | None = None, lines: Helplines | None = None, practice: Any = None, minor: bool = False
) -> SafetyReply:
    """Behind the button "It's more than that": the lines, and the question."""
    texts = reply_texts()
    old = dict(state or {})
    voice = voice_for(("suicide",), minor or bool(old.get("minor")), lines, practice, old.get("country", ""))
    first = f"{texts['more_than_that'][0]} {voice.fill(texts['lines']['emergency'].replace('{number}', '{emergency}'))}"
    question = "suicide"
    return SafetyReply(
        texts=[f"{first} {voice.fill('{line}')}", texts["question"][question]],
        buttons=buttons(question, texts),
        state={**old, "open": question, "group": "suicide", "kinds": ["suicide"], "about": "self",
               "minor": voice.minor, "times": int(old.get("times", 0)) + 1,
               "asked": list(dict.fromkeys([*old.get("asked", []), question]))},
        kinds=("suicide",),
        level=None,
    )  # fmt: skip


def more_lines(
    state: Mapping[str, Any] | None = None, lines: Helplines | None = None, practice: Any = None
) -> SafetyReply:
    """Behind the button "More help lines": all that fit, each with its hours."""
    texts, old = reply_texts(), dict(state or {})
    voice = voice_for(tuple(old.get("kinds", ())), bool(old.get("minor")), lines, practice, old.get("country", ""))
    rows = [voice.fill(texts["lines"]["list_title"]), voice.fill(texts["lines"]["emergency"].replace("{number}", "{emergency}"))]  # noqa: E501
    for line in voice.lines.of(voice.country):
        note = f" ({line.note})" if line.note else ""
        rows.append(voice.line(line) + note)
    rows.append(voice.fill("{anywhere}"))
    return SafetyReply(["\n".join(rows)], buttons(old.get("open", ""), texts, more=False), old, tuple(old.get("kinds", ())))  # noqa: E501


def _group(verdict: Verdict, texts: Mapping[str, Any]) -> str:
    if any(sign.startswith("therapist.") for sign in verdict.signs) and "suicide" not in verdict.kinds:
        return "therapist"
    for group, kinds in texts["groups"].items():
        if set(kinds) & set(verdict.kinds):
            if verdict.about == "other" and group not in ("medical", "child", "violence"):
                return "other"
            return str(group)
    return "other" if verdict.about == "other" else "suicide"


def _question_key(group: str, verdict: Verdict) -> str:
    if not verdict.kinds or group == "medical":
        return ""
    if group == "child" and (verdict.minor or verdict.about == "self"):
        return "child_self"
    return group


def _notices(verdict: Verdict, group: str, voice: Voice, times: int) -> list[str]:
    texts, out = voice.texts["notice"], []
    if times == 0 and {"abuse", "stalking", "violence", "exploitation"} & set(verdict.kinds):
        out.append(texts["seen"])
    if group == "therapist" and getattr(voice.practice, "complaints_body", ""):
        out.append(voice.fill(texts["complaint"]))
    if verdict.minor and times == 0:
        out.append(texts["minor_danger"])
    return out


def _own_language(language: str, voice: Voice) -> str:
    """Two sentences in the person's language, with that language's line where there is one."""
    part = voice.texts["languages"][language]
    out = [voice.fill(part["text"]), voice.fill("{line}")]
    if part["own"] and voice.lines.country(part["country"]) == part["country"] != voice.country:
        own = voice.lines.best(part["country"], voice.kinds, voice.minor)
        out.append(part["own"].replace("{numbers}", own.number if own.always else f"{own.number} ({own.hours})"))
    return " ".join(out)


def _after(
    text: str, old: dict[str, Any], opened: str, texts: Mapping[str, Any], believed: bool = False, keep: bool = True
) -> SafetyReply:
    state = {**old, "open": opened, "believed": believed or bool(old.get("believed"))}
    offered = buttons(opened, texts)
    if not opened:
        offered.append((texts["buttons"]["back"], texts["buttons"]["back"]))
    return SafetyReply([text], offered, state, tuple(old.get("kinds", ())), "crisis" if keep and not believed else None)
