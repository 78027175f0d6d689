from __future__ import annotations

import re
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from bot.review.question import today
from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from bot.settings import ROOT
from tests.servers import Process, free_port

ASKED = ("can i bring my dog", "is there parking nearby", "can my dog come with me", "do you have a lift")


class Staff(Process):
    """`python -m bot staff`, as staff start it, over a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.data = Path(shutil.copytree(ROOT / "data", folder / "data"))
        self.review = ReviewStore(
            ReviewSettings(url=f"sqlite:///{folder / 'review.sqlite'}", key_file=folder / "review.key")
        )
        self.intake = IntakeStore(
            IntakeSettings(url=f"sqlite:///{folder / 'intake.sqlite'}", key_file=folder / "intake.key")
        )
        for text in ASKED:
            self.review.keep(text)
        self.review.count({(today().isoformat(), "booking"): 12, (today().isoformat(), "crisis"): 3})
        ref = self.intake.open_draft("c1", "1")
        self.intake.write_draft(ref, {"name": "Zoë <b>Bold</b>", "email": "z@example.org", "how": "email"})
        self.reference = self.intake.submit(ref)
        super().__init__(
            [sys.executable, "-m", "bot", "staff", "--port", str(self.port)],
            folder / "staff.log",
            BOT_VAR=str(folder),
            BOT_DATA=str(self.data),
            REVIEW_DATABASE_URL="",
            INTAKE_DATABASE_URL="",
            DATABASE_URL="",
            **environment,
        )
        self.url = f"http://127.0.0.1:{self.port}"
        self.wait_for(f"{self.url}/staff")
        deadline = time.monotonic() + 20
        while not (found := re.search(r"http://\S+\?key=\S+", self.log.read_text())) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.address = found[0]

    def end(self) -> None:
        super().end()
        self.review.close()
        self.intake.close()

    def browser(self, key: bool = True) -> Browser:
        opened = Browser(self.url)
        if key:
            opened.get(self.address.removeprefix(self.url))
        return opened


class Browser:
    """What a browser without scripts does: cookies, redirects, forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        return self._open(
            urllib.request.Request(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        )

    def post(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str]:
        sent = {"Sec-Fetch-Site": "same-origin", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self._open(urllib.request.Request(self.url + path, urllib.parse.urlencode(fields).encode(), sent))

    def token(self, path: str) -> str:
        return re.search(r'name="token" value="(\w+)"', self.get(path)[1])[1]

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=30) as reply:
                self.headers = dict(reply.headers)
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            self.headers = dict(error.headers)
            return error.code, error.read().decode()


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    running = Staff(tmp_path)
    yield running
    running.end()
