"""``python -m bot faq > faq.html``: the page with all answers as a file, for a web server that outlives the chat's."""

from __future__ import annotations

import argparse
import sys

from bot.content.current import current
from bot.content.load import ContentError
from bot.safety.helplines import load_helplines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no options: it prints."""


def run(args: argparse.Namespace) -> int:
    """Prints the page.

    Returns:
        Exit code: 0 printed, 1 the content cannot be read.
    """
    from bot.web.faq import render

    try:
        html = render(current(), load_helplines())
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(html.encode())
    return 0
