"""A real Chromium, the real bot, and a website of somebody else's that shows the chat."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.servers import Bot
from tests.web.browsing import CHROMIUM, Visit

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOST_PAGE = """<!doctype html><html lang="en"><head><title>A practice</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {bot}; connect-src {bot}">
</head><body><main><h1>A practice</h1><p>What we do. <a href="/fees">Fees</a></p></main>
<script src="{bot}/widget.js" data-position="left"></script></body></html>"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, bot: Bot) -> Iterator[Callable[..., Visit]]:
    """Opens the chat's own page, or ``url``, in a browser context of its own."""
    contexts = []

    def open_page(url: str = "", *, clock: bool = False, **choices: Any) -> Visit:
        choices.setdefault("viewport", {"width": 390, "height": 844})
        context = browser.new_context(**choices)
        context.set_default_timeout(15000)
        contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.install()
        found = Visit(page, bot.url)
        page.goto(url or bot.url + "/")
        return found

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def website(bot: Bot) -> Iterator[str]:
    """The address of a website on another origin, with one line of ours in it and a strict policy of its own."""
    body = HOST_PAGE.format(bot=bot.url).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    address = bot.website.removeprefix("http://").split(":")
    server = ThreadingHTTPServer((address[0], int(address[1])), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield bot.website + "/"
    server.shutdown()
    server.server_close()
