"""``python -m bot intake``: what staff do with the requests that people sent."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.intake.problem import IntakeError
from bot.intake.sheets import lines, page, table
from bot.intake.staff import Summary
from bot.intake.store import IntakeStore
from bot.settings import from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what can be done."""
    does = parser.add_subparsers(dest="does", required=True, metavar="WHAT")
    who = argparse.ArgumentParser(add_help=False)
    who.add_argument("--who", default=account(), help="who asks, for the log of reads (default: your account's name)")
    does.add_parser("list", parents=[who], help="all requests, without what is in them").add_argument(
        "--undelivered", action="store_true", help="only those that nobody was told of"
    )
    for name, about in (
        ("show", "one request with its content"),
        ("delete", "delete a request"),
        ("mark", "say that you know of a request: its notices are not tried again"),
    ):
        does.add_parser(name, parents=[who], help=about).add_argument("reference")
    export = does.add_parser("export", parents=[who], help="requests as FHIR, CSV or a page to print")
    export.add_argument("reference", nargs="*", help="none means all")
    export.add_argument("--format", choices=("fhir", "csv", "html"), default="fhir")
    export.add_argument("--out", type=Path, help="a file that only you can read (default: print it)")
    does.add_parser("log", parents=[who], help="who read which request, and when")
    does.add_parser("purge", parents=[who], help="delete what has reached its end")
    does.add_parser("deliver", parents=[who], help="try every open notice now, also those that were given up")
    does.add_parser("rotate-keys", parents=[who], help="encrypt everything anew with a new key")


def run(args: argparse.Namespace) -> int:
    """Does one of them.

    Returns:
        Exit code: 0 done, 1 no such request or a notice did not go out, 2 the store failed.
    """
    try:
        store = IntakeStore.open(from_environment())
        try:
            return int(_DOES[args.does](store, args))
        finally:
            store.close()
    except (IntakeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _list(store: IntakeStore, args: argparse.Namespace) -> int:
    found = [one for one in store.list(args.who) if not (args.undelivered and one.delivered)]
    for one in found:
        print(f"{one.reference}  sent {_day(one.sent_at)}  until {_day(one.expires_at)}  {_state(one)}")
    print(f"{len(found)} request{'' if len(found) == 1 else 's'}", file=sys.stderr)
    return 0


def _show(store: IntakeStore, args: argparse.Namespace) -> int:
    record = store.show(args.reference, args.who)
    if record is None:
        return _none(args.reference)
    one = record.summary
    print(f"{one.reference}\nSent: {_day(one.sent_at)}\nDeleted on: {_day(one.expires_at)}\nNotice: {_state(one)}")
    for label, words in lines(record, _questionnaire()):
        print(f"{label}: {_printable(words)}")
    return 0


def _export(store: IntakeStore, args: argparse.Namespace) -> int:
    from bot.intake.fhir import bundle, response, unknown

    asked, questionnaire = args.reference or None, _questionnaire()
    records = store.export(asked, args.who)
    if asked and len(records) < len(set(asked)):
        return _none("one of these")
    if args.format == "fhir":
        for record in records:
            if left_out := unknown(record, questionnaire):
                print(f"{record.summary.reference}: not in FHIR's form: {', '.join(left_out)}", file=sys.stderr)
        built = [response(record, questionnaire) for record in records]
        text = json.dumps(built[0] if asked and len(built) == 1 else bundle(built), indent=2, ensure_ascii=False)
    else:
        text = (table if args.format == "csv" else page)(records, questionnaire)
    if args.out is None:
        print(text)
        return 0
    # A file that is there already may be open to others: it is replaced, not filled.
    args.out.unlink(missing_ok=True)
    with os.fdopen(os.open(args.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding=_code(args)) as out:
        out.write(text)
    return 0


def _delete(store: IntakeStore, args: argparse.Namespace) -> int:
    return 0 if store.delete(args.reference, args.who) else _none(args.reference)


def _mark(store: IntakeStore, args: argparse.Namespace) -> int:
    return 0 if store.mark_delivered(args.reference, args.who) else _none(args.reference)


def _log(store: IntakeStore, args: argparse.Namespace) -> int:
    for line in store.log():
        print(f"{_day(line.at)}  {line.who}  {line.what}  {line.reference or ''}".rstrip())
    return 0


def _purge(store: IntakeStore, args: argparse.Namespace) -> int:
    print(f"{store.purge()} deleted")
    return 0


def _deliver(store: IntakeStore, args: argparse.Namespace) -> int:
    out, failed = store.deliver(at_once=True)
    print(f"{out} sent, {failed} not sent")
    return 1 if failed else 0


def _rotate(store: IntakeStore, args: argparse.Namespace) -> int:
    number = store.rotate_keys()
    print(f"{number} encrypted anew")
    if not store.keys_in_file:
        print("Now every server may lose the older keys of INTAKE_KEYS.", file=sys.stderr)
    return 0


_DOES = {
    "list": _list,
    "show": _show,
    "export": _export,
    "delete": _delete,
    "mark": _mark,
    "log": _log,
    "purge": _purge,
    "deliver": _deliver,
    "rotate-keys": _rotate,
}


def _questionnaire() -> dict[str, Any]:
    from bot.content import yamldoc
    from bot.content.fill import fill
    from bot.intake.definition import current
    from bot.intake.questionnaire import questionnaire

    practice = yamldoc.read(from_environment().data / "practice.yml", "data/practice.yml").get("practice") or {}
    values = {key: value for key, value in practice.items() if isinstance(value, str)}
    built = questionnaire(current())
    return {**built, "item": [{**item, "text": fill(item["text"], values)} for item in built["item"]]}


def _state(one: Summary) -> str:
    return ", ".join(f"{channel} {state}" for channel, state in one.delivery.items()) or "nobody was told"


def _printable(words: str) -> str:
    """A terminal obeys some signs, and others turn the line round."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in words)


def _none(reference: str) -> int:
    print(f"I006 There is no {reference}. Remedy: python -m bot intake list", file=sys.stderr)
    return 1


def _code(args: argparse.Namespace) -> str:
    # Spreadsheets read a table without this mark in the wrong alphabet.
    return "utf-8-sig" if args.format == "csv" else "utf-8"


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def account() -> str:
    """Returns the name of the account that this process runs under, for the log of reads."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.getuid()}"
