"""Which topic a file is: ids, groups, titles, and that no topic is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bot import contract
from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.content import schema
from bot.content.load import Placed
from bot.content.model import Topic, title_key

TITLE_MAX = 40
# Greetings and thanks are never offered as a button.
_TITLE_OPTIONAL = frozenset({"assistant"})


def check(context: Context) -> Iterator[Problem]:
    """Yield problems of ids, groups and titles."""
    titles: dict[str, tuple[Topic, Placed]] = {}
    for topic, placed in context.topics:
        yield from _names(topic, placed)
        yield from _contract(topic, placed)
        yield from _title(topic, placed)
        key = title_key(topic.title)
        if not key:
            continue
        if key in titles:
            other, there = titles[key]
            message = f"'{topic.title}' is also the title of {other.id} ({there.topic.file}:{there.line('title')})"
            remedy = "Give one of them another title: the button must lead to one topic"
            yield problem("T014", topic.file, placed.line("title"), message, remedy)
        titles.setdefault(key, (topic, placed))
    yield from _missing(context)
    yield from _followups(context)
    yield from _menu(context)


def _names(topic: Topic, placed: Placed) -> Iterator[Problem]:
    doc = placed.doc
    intent = doc.get("nlu", placed.number, "intent")
    if not isinstance(intent, str) or not intent:
        message = "There is no 'nlu: - intent: ...' that says which topic this is"
        remedy = "Start the file like the other topic files: version, nlu, responses"
        yield problem("T015", topic.file, 1, message, remedy)
        return
    line = placed.line("intent")
    if placed.number:
        message = f"A second topic, {topic.intent}, stands in this file"
        yield problem("T015", topic.file, line, message, f"Move it to topics/{topic.id}.yml")
        return
    stem = PurePosixPath(topic.file).stem
    if topic.id != stem:
        message = f"The intent is {topic.intent}, but the file is called {stem}.yml"
        remedy = f"Call the file {topic.id}.yml, or write the intent as {topic.group}/{stem}"
        yield problem("T015", topic.file, line, message, remedy)
    wanted = f"utter_{topic.intent}"
    responses = doc.get("responses")
    for key in responses if isinstance(responses, dict) else ():
        if key != wanted:
            message = f"The answer is called {key}, but the intent {topic.intent} needs {wanted}"
            yield problem("T015", topic.file, doc.line("responses", key), message, f"Write {wanted}")
    variants = doc.get("responses", placed.response)
    if isinstance(variants, list) and len(variants) > 1:
        message = f"There are {len(variants)} answers, of which Rasa would pick one by chance"
        remedy = "Keep one; other words for the same question go under 'again'"
        yield problem("T015", topic.file, doc.line("responses", placed.response, 1), message, remedy)


def _contract(topic: Topic, placed: Placed) -> Iterator[Problem]:
    line = placed.line("intent")
    group = topic.group
    if group and group not in contract.GROUPS:
        message = f"There is no group '{group}'"
        yield problem("T019", topic.file, line, message, meant(group, contract.GROUPS))
        return
    if topic.topic not in contract.TOPICS:
        named = bool(placed.doc.get(*placed.place("topic")))
        message = f"'{topic.topic}' is not a topic of the contract"
        remedy = meant(topic.topic, contract.TOPICS)
        if not named:
            remedy += ("" if remedy.endswith("?") else ".") + (
                " For a finer topic, name the one it belongs to: 'topic: ...'"
            )
        where = placed.line("topic") if named else line
        yield problem("T016", topic.file, where, message, remedy)
    elif group and contract.GROUP_OF[topic.topic] != group:
        right = contract.GROUP_OF[topic.topic]
        message = f"The topic {topic.topic} belongs to the group '{right}', not to '{group}'"
        yield problem("T019", topic.file, line, message, f"Write the intent as {right}/{topic.id}")
    for number, name in enumerate(topic.next):
        if name not in contract.TOPICS or name in contract.WITHOUT_FILE:
            message = f"'next' names '{name}', which is not a topic of the contract"
            remedy = meant(name, contract.WITH_FILE)
            yield problem("T017", topic.file, placed.line("next", number), message, remedy)


def _title(topic: Topic, placed: Placed) -> Iterator[Problem]:
    if not topic.title:
        if topic.group not in _TITLE_OPTIONAL and topic.lines:
            message = f"{topic.id} has no title, so no button can lead to it"
            remedy = f"Add 'title:' with a question of at most {TITLE_MAX} characters"
            yield problem("T011", topic.file, placed.line("title"), message, remedy)
        return
    line = placed.line("title")
    if topic.title not in topic.examples:
        message = f"The title '{topic.title}' is not among the examples"
        near = [text for text in topic.examples if title_key(text) == title_key(topic.title)]
        remedy = f"Copy it into the examples as: - {topic.title}"
        if near:
            remedy = f"The example '{near[0]}' differs slightly; make the two the same"
        yield problem("T012", topic.file, line, message, remedy)
    if len(topic.title) > TITLE_MAX:
        message = f"The title has {len(topic.title)} characters; at most {TITLE_MAX} fit a button"
        yield problem("T013", topic.file, line, message, "Shorten it, and its example with it")


def _missing(context: Context) -> Iterator[Problem]:
    there = {topic.topic for topic, _ in context.topics}
    for topic_id in contract.WITH_FILE:
        # A file that cannot be read has its own message.
        if topic_id not in there and f"topics/{topic_id}.yml" not in context.tree.docs:
            file = context.tree.name(f"topics/{topic_id}.yml")
            message = f"The contract promises the topic {topic_id}, but there is no file for it"
            yield problem("T018", file, 1, message, "Copy another topic file and fill it in")


def _followups(context: Context) -> Iterator[Problem]:
    there = {placed.topic.id for placed in context.tree.followups}
    for placed in context.tree.followups:
        yield from _names(placed.topic, placed)
        if placed.topic.id not in schema.FOLLOWUP_KINDS:
            message = f"There is no follow-up called '{placed.topic.id}'"
            remedy = meant(placed.topic.id, schema.FOLLOWUP_KINDS)
            yield problem("T028", placed.topic.file, placed.line("intent"), message, remedy)
    for kind in schema.FOLLOWUP_KINDS if there else ():
        file = f"followups/{kind}.yml"
        if kind not in there and file not in context.tree.docs:
            message = f"There is no file for the follow-up '{kind}'"
            remedy = "Copy another follow-up file and fill it in"
            yield problem("T018", context.tree.name(file), 1, message, remedy)


def _menu(context: Context) -> Iterator[Problem]:
    doc = context.tree.doc("menu.yml")
    lists = doc.get("menu") if doc else None
    for name, ids in lists.items() if doc and isinstance(lists, dict) else ():
        for number, topic_id in enumerate(ids if isinstance(ids, list) else ()):
            if topic_id not in contract.WITH_FILE:
                message = f"'{name}' names '{topic_id}', which is not a topic of the contract"
                line = doc.line("menu", name, number)
                yield problem("T017", doc.name, line, message, meant(topic_id, contract.WITH_FILE))
