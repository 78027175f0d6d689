"""No log holds what anyone typed, whichever way foreign code tries to log it."""

from __future__ import annotations

import logging
import sys

import pytest
import structlog

from bot import logs

SECRET = "nobody knows that I cry"


@pytest.fixture
def private(monkeypatch):
    """Installs the private logs inside the test, where pytest's own capture is in place."""
    root = logging.getLogger()
    before, level, hook = list(root.handlers), root.level, sys.excepthook
    monkeypatch.setattr(logs, "_serving", False)

    def install() -> None:
        logs.install(debug=True)
        logs.serving()

    yield install
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)


def test_foreign_messages_arguments_and_exceptions_lose_their_text(private, capsys) -> None:
    private()
    foreign = logging.getLogger("rasa.core.processor")
    foreign.setLevel(logging.DEBUG)
    foreign.error(f"Received {SECRET}")
    foreign.warning("Received %s", SECRET)
    foreign.debug("Received %r", {"text": SECRET})
    try:
        raise ValueError(SECRET)
    except ValueError:
        foreign.exception("failed for %s", SECRET)
    out = capsys.readouterr()
    assert SECRET not in out.err + out.out
    assert logging.raiseExceptions is False, "a failing handler would print the record whole"
    assert "rasa.core.processor" in out.err and "ValueError at" in out.err


def test_structured_events_and_warnings_lose_their_text(private, capsys) -> None:
    private()
    structlog.get_logger("rasa.core.channels.rest").error("rest.message.received.failure", text=SECRET)
    logging.getLogger("py.warnings").critical("%s", SECRET)
    out = capsys.readouterr()
    assert SECRET not in out.err + out.out
    assert "py.warnings" in out.err and "rest" in out.err, "both were logged, without their text"


def test_our_own_records_pass_whole_with_the_exception_only_named(private, capsys) -> None:
    private()
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        logging.getLogger("bot.store").error("store: save failed (%s)", logs.describe(error))
        logging.getLogger("bot.store").exception("and again")
    out = capsys.readouterr().err
    assert "store: save failed (KeyError at" in out and SECRET not in out


def test_an_exception_nobody_caught_is_named_without_its_message(private, capsys) -> None:
    private()
    try:
        raise RuntimeError(SECRET)
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    out = capsys.readouterr().err
    assert "fatal: RuntimeError at" in out and SECRET not in out
