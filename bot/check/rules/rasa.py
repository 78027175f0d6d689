"""Rasa's own two files: domain.yml knows every group and action, and no two rules contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import DOMAIN, Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.content.yamldoc import Doc

RULES = "rules.yml"
ACTION = "action_turn"
# What Rasa has without being told.
_OWN_INTENTS = frozenset({"nlu_fallback", "safety", "session_start", "restart", "back", "out_of_scope"})
_OWN_ACTIONS = ("action_listen", "action_restart", "action_session_start", "action_default_fallback")
_KEYS = (
    "version", "intents", "entities", "slots", "responses", "actions", "forms", "e2e_actions", "session_config",
    "config",
)  # fmt: skip


def check(context: Context) -> Iterator[Problem]:
    """Yield what is wrong in domain.yml and data/rules.yml."""
    domain, rules = context.tree.doc(DOMAIN), context.tree.doc(RULES)
    if DOMAIN not in context.tree.docs:
        # A data folder alone (a test's, or a copy to look at) has none.
        if (context.tree.root.parent / "config.yml").is_file():
            yield problem("T111", "domain.yml", 1, "The file is missing", "Put it back")
        return
    if domain is None:
        return
    intents = _intents(domain)
    yield from _domain(context, domain, intents)
    if rules is not None:
        yield from _rules(domain, rules, intents)


def _intents(domain: Doc) -> dict[str, tuple[int, bool]]:
    """Each intent with its line, and whether it is a group of topics."""
    found: dict[str, tuple[int, bool]] = {}
    listed = domain.get("intents")
    for number, item in enumerate(listed if isinstance(listed, list) else ()):
        line = domain.line("intents", number)
        if isinstance(item, dict):
            for name, how in item.items():
                found[name] = (line, isinstance(how, dict) and how.get("is_retrieval_intent") == "true")
        elif isinstance(item, str):
            found[item] = (line, False)
    return found


def _domain(context: Context, domain: Doc, intents: dict[str, tuple[int, bool]]) -> Iterator[Problem]:
    for key in domain.data if isinstance(domain.data, dict) else ():
        if key not in _KEYS:
            message = f"There is no key '{key}' here"
            yield problem("T006", domain.name, domain.line(key), message, meant(key, _KEYS))
    groups = {p.topic.group: p.topic for p in (*context.tree.topics, *context.tree.followups) if p.topic.group}
    for group, topic in groups.items():
        line, is_group = intents.get(group, (domain.line("intents"), False))
        if group not in intents:
            message = f"The group '{group}' is not among the intents, so nothing in it is ever answered ({topic.file})"
            yield problem("T111", domain.name, line, message, f"Add '- {group}:' with 'is_retrieval_intent: true'")
        elif not is_group:
            message = f"The intent '{group}' is not marked as a group of topics"
            yield problem("T111", domain.name, line, message, f"Write 'is_retrieval_intent: true' under '{group}:'")
    for name, (line, _) in intents.items():
        if groups and name not in groups and name not in _OWN_INTENTS:
            message = f"No topic belongs to the intent '{name}'"
            yield problem("T111", domain.name, line, message, f"{meant(name, groups)} Else delete it")
    actions = domain.get("actions")
    if ACTION not in (actions if isinstance(actions, list) else ()):
        message = f"The action {ACTION}, which takes every turn, is not listed"
        yield problem("T111", domain.name, domain.line("actions"), message, f"Add '- {ACTION}' under 'actions:'")
    if not isinstance(domain.get("slots", "conversation"), dict):
        message = "The slot 'conversation', which remembers where a talk stands, is missing"
        yield problem("T111", domain.name, domain.line("slots"), message, "Put 'conversation:' back under 'slots:'")


def _rules(domain: Doc, rules: Doc, intents: dict[str, tuple[int, bool]]) -> Iterator[Problem]:
    actions = domain.get("actions")
    known = (*(actions if isinstance(actions, list) else ()), *_OWN_ACTIONS)
    follows: dict[tuple[Any, ...], tuple[str, str, int]] = {}
    listed = rules.get("rules")
    for number, rule in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(rule, dict):
            continue
        name = str(rule.get("rule") or f"number {number + 1}")
        done: list[Any] = [("condition", _plain(rule.get("condition")))]
        steps = rule.get("steps")
        for place, step in enumerate(steps if isinstance(steps, list) else ()):
            line = rules.line("rules", number, "steps", place)
            intent, action = (step.get(key) if isinstance(step, dict) else None for key in ("intent", "action"))
            if intent and intent.partition("/")[0] not in {*intents, *_OWN_INTENTS}:
                message = f"The rule '{name}' waits for the intent '{intent}', which is not in domain.yml"
                yield problem("T112", rules.name, line, message, meant(str(intent), intents))
            if action:
                if action not in known and not str(action).startswith("utter_"):
                    message = f"The rule '{name}' calls the action '{action}', which is not in domain.yml"
                    yield problem("T112", rules.name, line, message, meant(str(action), known))
                before = follows.setdefault(tuple(done), (str(action), name, line))
                if before[0] != action:
                    message = (
                        f"The rule '{name}' goes on with {action}, but in the same situation the rule "
                        f"'{before[1]}' (line {before[2]}) goes on with {before[0]}"
                    )
                    remedy = "Keep one of the two, or give them other conditions"
                    yield problem("T110", rules.name, line, message, remedy)
            done.append(_plain(step))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((key, _plain(item)) for key, item in value.items()))
    return tuple(_plain(item) for item in value) if isinstance(value, list) else value
