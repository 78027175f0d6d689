"""``python -m bot review``: what visitors asked and the bot could not answer, where they let the practice keep it."""

from __future__ import annotations

import argparse
import json
import sys

from bot.commands.train import quiet
from bot.review.problem import ReviewError
from bot.review.store import ReviewStore
from bot.settings import Settings, from_environment

MOST = 20
WORDINGS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what can be done."""
    parser.set_defaults(does="list", all=False, format="text")
    does = parser.add_subparsers(dest="does", metavar="WHAT")
    listed = does.add_parser("list", help="the questions in groups, most asked first (what plain `review` does)")
    listed.add_argument("--all", action="store_true", help=f"all groups, not the first {MOST}")
    listed.add_argument("--format", choices=("text", "json"), default="text")
    phrase = {
        "action": "append",
        "default": [],
        "metavar": '"..."',
        "help": "a phrase, written anew; may be given often",
    }
    add = does.add_parser("add", help="put a phrase of yours into a topic, and take the group off the list")
    add.add_argument("number", type=int, help="the group's number")
    add.add_argument("topic", help="the topic's file in data/topics, without .yml")
    add.add_argument("--phrase", required=True, **phrase)
    new = does.add_parser("new", help="start a topic from a group")
    new.add_argument("number", type=int, help="the group's number")
    new.add_argument("topic", help="the new file's name, such as pets_in_the_room")
    new.add_argument("--title", required=True, help="what stands on its button, a question of at most 40 characters")
    new.add_argument("--phrase", **phrase)
    new.add_argument(
        "--as",
        dest="belongs_to",
        default="practice_info",
        metavar="TOPIC",
        help="the topic it is reported as (practice_info)",
    )
    ignore = does.add_parser("ignore", help="delete a group; in these words it does not come back")
    ignore.add_argument("number", type=int, help="the group's number")
    does.add_parser("purge", help="delete what has reached its end")
    does.add_parser("rotate-keys", help="encrypt everything anew with a new key")


def run(args: argparse.Namespace) -> int:
    """Does one of them.

    Returns:
        Exit code: 0 done, 1 refused (nothing was changed), 2 the store failed.
    """
    quiet()
    from bot.intake.problem import NoKey

    settings = from_environment()
    try:
        store = ReviewStore.open(settings)
        try:
            return int(_DOES[args.does or "list"](store, settings, args))
        finally:
            store.close()
    except ReviewError as error:
        print(error, file=sys.stderr)
        return 2 if error.code in ("Q001", "Q002") else 1
    except (NoKey, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _list(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    from bot.review.groups import groups

    found = groups(store.questions(_anew))
    if args.format == "json":
        held = [{"number": g.number, "asked": g.size, "latest": g.latest, "wordings": g.wordings} for g in found]
        print(json.dumps(held, indent=2, ensure_ascii=False))
        return 0
    shown = found if args.all else found[:MOST]
    if shown:
        print(f"{'group':>6}  {'asked':>5}  {'latest':10}  question")
    for one in shown:
        first, *others = one.wordings[:WORDINGS]
        print(f"{one.number:>6}  {one.size:>5}  {one.latest:10}  {first}")
        for other in others:
            print(f"{'':27}{other}")
        if len(one.wordings) > WORDINGS:
            print(f"{'':27}and {_of(len(one.wordings) - WORDINGS, 'other wording')}")
    total = sum(g.size for g in found)
    print(
        f"{_of(total, 'question')} in {_of(len(found), 'group')}"
        + (f"; {len(shown)} shown, the rest with: review list --all" if len(shown) < len(found) else "")
    )
    return 0


def _add(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    from bot.review.work import add

    for file, line in add(store, settings.data, args.number, args.topic, args.phrase):
        print(f"{file}:{line}: added")
    print(f"Group {args.number} is off the list. Next: python -m bot check")
    return 0


def _new(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    from bot.review.work import new

    file = new(store, settings.data, args.number, args.topic, args.title, args.phrase, args.belongs_to)
    print(f"{file}: started. Write its answer; `python -m bot check` says what is missing")
    print(f"Group {args.number} is off the list.")
    return 0


def _ignore(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    from bot.review.work import ignore

    print(f"{_of(ignore(store, args.number), 'question')} deleted. In these words it does not come back.")
    return 0


def _purge(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    print(f"{_of(store.purge(), 'question')} deleted")
    return 0


def _rotate(store: ReviewStore, settings: Settings, args: argparse.Namespace) -> int:
    print(f"{_of(store.rotate_keys(), 'question')} encrypted anew")
    return 0


def _anew(number: int) -> None:
    print(f"The encoder was updated: {_of(number, 'question')} to read anew, once.", file=sys.stderr, flush=True)


def _of(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


_DOES = {"list": _list, "add": _add, "new": _new, "ignore": _ignore, "purge": _purge, "rotate-keys": _rotate}
