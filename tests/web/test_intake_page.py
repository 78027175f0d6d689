"""The form at /intake as a browser without JavaScript meets it: the real page over a real store."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.current import current as content
from bot.intake.definition import current
from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from bot.intake.token import Tokens
from bot.safety.screen import screen
from bot.settings import from_environment
from bot.web.intake_page import IntakePage, read_body

GOOD = {
    "name": "Nell Carr",
    "email": "nell@example.org",
    "about": "I weep at work",
    "for_whom": "me",
    "mode": "online",
    "consent": "yes",
}


class Form:
    """The page, its store, and what was kept."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.store = IntakeStore(
            IntakeSettings(url=f"sqlite:///{folder / 'intake.sqlite'}", key_file=folder / "intake.key")
        )
        self.page = IntakePage(content(), current(), self.store, Tokens(folder), screen)
        self.token = self.page.json()["token"]

    def post(self, **changes: str) -> tuple[int, str]:
        return self.page.take({**GOOD, "token": self.token, **changes})

    @property
    def records(self) -> list[dict[str, str]]:
        return [record.fields for record in self.store.export(None, "test")]


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return Form(tmp_path)


def test_a_form_is_sent_once_however_often(form: Form) -> None:
    """A reload sends the same form again: one record, one reference."""
    status, page = form.post()
    assert status == 200 and (reference := re.search(r"W-\w{4}-\d\d", page))
    assert form.post()[1].count(reference[0]) == 1
    assert form.records == [{k: v for k, v in GOOD.items() if k != "consent"}]


def test_every_field_has_its_label_and_every_error_leads_to_its_field(form: Form) -> None:
    """Labels are tied to fields; the summary of errors links to them; what was typed is still there."""
    status, page = form.post(email="nell@example", consent="", name="Nell <b>Carr</b>")
    assert status == 422 and form.records == []
    for id_ in re.findall(r'<(?:input|textarea)[^>]* id="([\w-]+)"', page):
        assert f'for="{id_}"' in page or re.search(rf'<label class="option"><input[^>]*id="{id_}"', page)
    for target in ("email", "consent"):
        assert f'href="#{target}"' in page and f'id="{target}"' in page and f'aria-describedby="{target}' in page
    assert "Nell &lt;b&gt;Carr" in page and "<b>Carr" not in page


def test_without_our_token_nothing_is_kept(form: Form) -> None:
    """A form that another site posts, or one with a changed token, is drawn again."""
    assert form.post(token="")[0] == 400
    assert form.post(token=form.token[:-1] + ("0" if form.token[-1] != "0" else "1"))[0] == 400
    assert form.records == []


def test_danger_in_the_text_shows_help_first_and_lets_them_send(form: Form) -> None:
    """Help lines stand above the form; a second press sends."""
    status, page = form.post(about="I want to kill myself")
    assert status == 200 and 'role="alert"' in page and "116 123" in page and form.records == []
    assert 'name="seen"' in page and "I want to kill myself" in page
    assert form.post(about="I want to kill myself", seen="yes")[0] == 200
    assert len(form.records) == 1


def test_a_minor_is_told_where_to_turn_and_nothing_is_kept(form: Form) -> None:
    """The same rule as in the conversation."""
    status, page = form.post(about="I'm 15 and weep in class")
    assert status == 200 and form.records == [] and "<form" not in page


def test_a_store_that_is_away_is_said_plainly_and_nothing_is_lost(form: Form, tmp_path: Path) -> None:
    """What was typed is still in the form."""
    broken = Form(tmp_path / "none")
    broken.store._db._file = None
    broken.store._db.engine.dispose()
    broken.page._store = IntakeStore(replace(broken.store.settings, url="sqlite:////proc/none/intake.sqlite"))
    status, page = broken.post()
    assert status == 503 and "I weep at work" in page


def test_the_page_loads_nothing_from_elsewhere(form: Form) -> None:
    """No script, no address but our own and the help lines'."""
    page = form.page.empty()
    assert "<script" not in page
    assert not re.findall(r'(?:src|action)="(?!/)[^"]*"', page) and 'href="/static/intake.css' in page


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"a=" + b"x" * 70_000, "application/x-www-form-urlencoded"),
        (b"a=b", "multipart/form-data"),
        (b"&".join(b"f%d=1" % n for n in range(100)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_too_much_is_not_read(raw: bytes, kind: str) -> None:
    """Limits hold before anything is parsed."""
    assert read_body(raw, kind) is None


def test_a_body_in_any_bytes_is_read() -> None:
    """Bytes that are no UTF-8 lose nothing else."""
    assert read_body(b"name=%ff%fe&email=a", "application/x-www-form-urlencoded")["email"] == "a"


def test_settings_are_those_of_the_deployment() -> None:
    """The form stores where the conversation stores."""
    assert IntakeStore.open(from_environment()).settings.url
