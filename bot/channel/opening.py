"""What the page shows before anyone types, and beside the chat: all of it from data/. No web framework."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.content.model import Content, Topic
from bot.practice_hours import state
from bot.safety.helplines import Helplines


def opening(content: Content, lines: Helplines, now: datetime) -> dict[str, Any]:
    """Collects what a new conversation opens with.

    Args:
        content: What the chat can say.
        lines: The help lines.
        now: The moment, with its time zone.
    """
    return {
        "practice_name": content.practice.practice_name,
        "intro": say(content, "page_intro"),
        "footer": say(content, "footer_review"),
        "worries": [_choice(content.of_contract(topic)) for topic in content.openers],
        "menu": [_choice(content.of_contract(topic)) for topic in content.menu],
        "kept": _choice(content.of_contract("chat_privacy")),
        "help": help_panel(content, lines),
        "contact": contact(content, now),
    }


def help_panel(content: Content, lines: Helplines) -> dict[str, Any]:
    """The help lines of the practice's country, the emergency number first."""
    return {
        "title": say(content, "page_help"),
        "lines": [
            {
                "name": line.name,
                "number": line.number,
                "link": line.tel,
                "hours": "" if line.hours == "check" else line.hours,
                "by": line.by,
                "emergency": "emergency" in line.kinds,
            }
            for line in lines.of_country(content.practice.country)
        ],
        "anywhere": {"name": lines.anywhere, "url": lines.anywhere_url},
    }


def contact(content: Content, now: datetime) -> dict[str, Any]:
    """Says whether someone at the practice answers now, and when the next time is.

    Args:
        content: What the chat can say.
        now: The moment, with its time zone.
    """
    practice = content.practice
    hours = state(now, practice)
    if hours.open and hours.until:
        text = say(content, "contact_open", until=clock(content, hours.until))
    elif hours.next_open:
        local = now.astimezone(hours.next_open.tzinfo)
        text = say(content, "contact_closed", when=when(content, hours.next_open, local))
    else:
        text = say(content, "contact_unknown")
    return {
        "title": say(content, "contact_title"),
        "open": hours.open,
        "text": text,
        "until": hours.until.isoformat() if hours.until else None,
        "next_open": hours.next_open.isoformat() if hours.next_open else None,
        "hours": practice.hours,
        "phone": practice.phone,
        "tel": tel(practice.phone),
        "email": practice.email,
        "booking_url": practice.booking_url,
        "reply_time": practice.reply_time,
    }


def kept(content: Content) -> dict[str, Any]:
    """Says what is kept, in the words of the chat's own answer, and what the website's channel adds to it."""
    topic = content.of_contract("chat_privacy")
    texts = [*topic.lines, topic.more, *content.texts.get("kept_web", ())]
    return {
        "title": topic.title,
        "texts": [content.fill(text) for text in texts if text],
        "delete": say(content, "kept_delete"),
        "deleted": say(content, "kept_deleted"),
    }


def when(content: Content, moment: datetime, now: datetime) -> str:
    """Writes a point in time as people say it: "today at 9am", "on Monday at 9am".

    Args:
        content: Where the words are.
        moment: The point in time, in the practice's time zone.
        now: The present, in the same time zone.
    """
    days = (moment.date() - now.date()).days
    name = {0: "today", 1: "tomorrow"}.get(days, "this_week" if days < 7 else "later")
    return say(
        content,
        f"when_{name}",
        time=clock(content, moment),
        day=content.texts["day_names"][moment.weekday()],
        date=str(moment.day),
        month=content.texts["month_names"][moment.month - 1],
    )


def clock(content: Content, moment: datetime) -> str:
    """Writes a time of day as people say it: "9am", "5.30pm", "midday"."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return say(content, "when_midday" if moment.hour else "when_midnight")
    time = str(moment.hour % 12 or 12) + (f".{moment.minute:02d}" if moment.minute else "")
    return say(content, "when_afternoon" if moment.hour >= 12 else "when_morning", time=time)


def tel(phone: str) -> str:
    """Writes a telephone number as a link."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def say(content: Content, key: str, **values: str) -> str:
    """Returns a fixed text, filled."""
    text = content.texts[key][0]
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return content.fill(text)


def _choice(topic: Topic) -> dict[str, str]:
    return {"title": topic.title, "payload": topic.title, "topic": topic.topic}
