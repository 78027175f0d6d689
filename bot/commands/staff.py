"""``python -m bot staff``: the staff pages, on this computer, until Ctrl-C."""

from __future__ import annotations

import argparse
import sys

from bot.commands.intake import account
from bot.commands.run import taken
from bot.commands.train import quiet
from bot.settings import from_environment

HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument("--port", type=int, help="TCP port on this computer (5010, or STAFF_PORT)")
    parser.epilog = (
        "Prints an address with a key; open it in a browser on this computer. For others, put a proxy of yours "
        "with a login in front, and name the header in which it says who logged in: STAFF_LOGIN_HEADER=X-Remote-User."
    )


def run(args: argparse.Namespace) -> int:
    """Serves until stopped.

    Returns:
        Exit code: 0 stopped, 1 the port is taken, 2 a setting makes no sense.
    """
    quiet()
    from bot import logs
    from bot.intake.problem import NoKey
    from bot.intake.store import IntakeStore
    from bot.review.store import ReviewStore
    from bot.staff.access import Access
    from bot.staff.app import create
    from bot.staff.pages import StaffPages
    from bot.staff.settings import read

    settings = from_environment()
    try:
        chosen = read()
        pages = StaffPages(settings.data, ReviewStore.open(settings), IntakeStore.open(settings))
    except (ValueError, NoKey) as error:
        print(error, file=sys.stderr)
        return 2
    port = args.port or chosen.port
    if taken(HOST, port):
        print(
            f"Q007 Port {port} is in use. Remedy: choose another: python -m bot staff --port {port + 1}",
            file=sys.stderr,
        )
        return 1
    logs.install(settings.debug)
    logs.serving()
    access = Access(account(), frozenset(f"{name}:{port}" for name in (HOST, "localhost")), chosen.login_header)
    print(f"\n  The staff pages are at  http://{HOST}:{port}/staff?key={access.key}   (Ctrl-C ends them)\n", flush=True)
    create(pages, access).run(host=HOST, port=port, workers=1, access_log=False, motd=False)
    return 0
