"""A notice reaches the practice once, holds the reference only, and what did not go out stays listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from bot.intake import notify, outbox
from bot.intake.problem import StoreDown
from bot.intake.store import IntakeStore
from bot.intake.tables import deliveries
from tests.intake.mailbox import Hook, Mailbox

FIELDS = {"name": "Zoë Needle", "email": "needle@example.org", "about": "since March"}
SECRET = "only-we-two-know"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    yield server
    server.close()


@pytest.fixture
def told(both, opened, mailbox, hook) -> IntakeStore:
    """A store with both ways set up."""
    return opened(
        replace(
            both,
            smtp_url=mailbox.url,
            notice_to="desk@practice.example",
            notice_from="bot@practice.example",
            webhook_url=hook.url,
            webhook_secret=SECRET,
        )
    )


def send(store: IntakeStore, conversation: str = "c1") -> str:
    ref = store.open_draft(conversation, "1")
    store.write_draft(ref, FIELDS)
    return store.submit(ref)


def test_both_ways_are_used_once_and_hold_the_reference_only(told, mailbox, hook) -> None:
    name = send(told)
    assert [one.reference for one in told.undelivered()] == [name]
    assert told.deliver() == (2, 0)
    assert told.deliver() == (0, 0) and told.undelivered() == []
    [letter], [(headers, body)] = mailbox.letters, hook.posts
    mail = message_from_bytes(letter, policy=policy.default)
    assert name in mail["Subject"] and name in mail.get_content() and mail["To"] == "desk@practice.example"
    assert json.loads(body) == {"event": "intake.received", "reference": name, "delivery": headers[notify.DELIVERY]}
    for words in ("Needle", "needle", "March"):
        assert words.encode() not in letter and words.encode() not in body and words not in str(headers)


def test_the_webhook_is_signed(told, hook) -> None:
    send(told)
    told.deliver()
    [(headers, body)] = hook.posts
    assert headers[notify.SIGNATURE] == notify.sign(SECRET, headers[notify.STAMP], body)
    assert headers[notify.SIGNATURE] != notify.sign("another", headers[notify.STAMP], body)
    assert headers[notify.SIGNATURE] != notify.sign(SECRET, headers[notify.STAMP], body + b" ")


def test_a_failed_try_waits_longer_each_time_and_the_record_stays(told, mailbox, hook, monkeypatch) -> None:
    mailbox.refuse, hook.status = True, 500
    name = send(told)
    now = [outbox.time.time()]
    monkeypatch.setattr(outbox.time, "time", lambda: now[0])
    tries = []
    for _ in range(200):
        if told.deliver() == (0, 2):
            tries.append(now[0])
        now[0] += 30
        if len(tries) == 6:
            break
    waits = [b - a for a, b in zip(tries, tries[1:], strict=False)]
    assert waits == sorted(waits) and waits[-1] > waits[0]
    assert [one.reference for one in told.undelivered()] == [name] and told.show(name, "t").fields == FIELDS
    mailbox.refuse, hook.status = False, 200
    assert told.deliver(at_once=True) == (2, 0) and told.undelivered() == []


def test_after_many_tries_it_is_given_up_and_stays_listed_until_staff_act(told, hook, mailbox, monkeypatch) -> None:
    mailbox.refuse, hook.status = True, 503
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.0)
    name = send(told)
    for _ in range(outbox.MAX_ATTEMPTS + 3):
        told.deliver()
    assert len(hook.posts) == outbox.MAX_ATTEMPTS
    assert told.undelivered()[0].delivery == {"mail": "failed", "webhook": "failed"}
    assert told.mark_delivered(name, "t") is True and told.undelivered() == []
    assert told.deliver(at_once=True) == (0, 0)


def test_one_way_that_fails_does_not_hold_up_the_other(told, mailbox, hook) -> None:
    hook.status = 500
    send(told)
    assert told.deliver() == (1, 1) and len(mailbox.letters) == 1
    assert told.undelivered()[0].delivery == {"mail": "delivered", "webhook": "waiting"}


def test_several_workers_deliver_each_notice_once(told, mailbox, hook) -> None:
    names = {send(told, f"c{n}") for n in range(6)}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: told.deliver(), range(4)))
    assert sorted(json.loads(body)["reference"] for _, body in hook.posts) == sorted(names)
    assert len(mailbox.letters) == len(names)


def test_a_worker_that_died_while_it_delivered_is_taken_over_and_its_late_word_does_not_count(
    told, monkeypatch
) -> None:
    send(told)
    first = outbox.claim(told._db)
    assert first is not None
    now = outbox.time.time() + outbox.CLAIM_SECONDS + 1
    monkeypatch.setattr(outbox.time, "time", lambda: now)
    assert told.deliver() == (2, 0)
    outbox.failed(told._db, first, "late")
    assert told.undelivered() == []


def test_nothing_set_up_means_nothing_is_sent_and_it_is_said(store) -> None:
    name = send(store)
    assert store.deliver(at_once=True) == (0, 0)
    assert [(one.reference, one.delivery) for one in store.undelivered()] == [(name, {})]
    assert store.mark_delivered(name, "t") is True and store.undelivered() == []


@pytest.mark.parametrize("url", ["http://example.org/hook", "ftp://127.0.0.1/", "nonsense"])
def test_the_webhook_never_goes_over_an_open_line(settings, url: str) -> None:
    with pytest.raises(notify.NotDelivered, match="https"):
        notify.send(replace(settings, webhook_url=url, webhook_secret="s"), NOTICE)


def test_an_unsigned_webhook_is_never_sent(settings, hook) -> None:
    with pytest.raises(notify.NotDelivered, match="SECRET"):
        notify.send(replace(settings, webhook_url=hook.url), NOTICE)
    assert hook.posts == []


def test_a_redirect_is_not_followed(settings, hook) -> None:
    hook.status = 302
    with pytest.raises(notify.NotDelivered, match="302"):
        notify.send(replace(settings, webhook_url=hook.url, webhook_secret="s"), NOTICE)
    assert len(hook.posts) == 1


def test_a_withdrawn_request_is_not_announced(told, hook, mailbox) -> None:
    send(told)
    assert told.withdraw(told.of_conversation("c1").ref)
    assert told.deliver(at_once=True) == (0, 0) and hook.posts == [] and mailbox.letters == []


def test_a_withdrawn_request_that_the_practice_knows_of_is_taken_back_by_its_reference(told, hook, mailbox) -> None:
    """Once each way, also where the person says it twice; the record is gone, and the notice goes with time."""
    name = send(told)
    told.deliver()
    ref = told.of_conversation("c1").ref
    assert told.withdraw(ref) is True and told.withdraw(ref) is False
    assert told.show(name, "t") is None and told.deliver() == (2, 0) and told.deliver(at_once=True) == (0, 0)
    body, mail = json.loads(hook.posts[1][1]), message_from_bytes(mailbox.letters[1], policy=policy.default)
    assert (body["event"], body["reference"]) == ("intake.withdrawn", name)
    assert name in mail["Subject"] and "withdrew" in mail.get_content() and "Needle" not in mail.get_content()
    told.purge()
    with told._db.reading() as link:
        assert link.execute(deliveries.select()).all() == []


def test_a_changed_request_is_told_anew_under_a_new_id(told, hook) -> None:
    name = send(told)
    told.deliver()
    told.amend(told.of_conversation("c1").ref, {"email": "pin@example.org"})
    assert [one.reference for one in told.undelivered()] == [name]
    assert told.deliver() == (2, 0)
    first, second = (json.loads(body) for _, body in hook.posts)
    assert (second["event"], second["reference"]) == ("intake.changed", name)
    assert first["delivery"] != second["delivery"] and b"pin@" not in hook.posts[1][1]


def test_a_change_before_anyone_was_told_needs_one_notice(told, hook) -> None:
    send(told)
    told.amend(told.of_conversation("c1").ref, {"email": "pin@example.org"})
    assert told.deliver() == (2, 0) and json.loads(hook.posts[0][1])["event"] == "intake.received"


def test_a_change_while_a_worker_is_on_its_way_is_told_all_the_same(told, hook) -> None:
    """Its late word marks the old notice, never the new one."""
    send(told)
    on_its_way = outbox.claim(told._db)
    told.amend(told.of_conversation("c1").ref, {"email": "pin@example.org"})
    outbox.done(told._db, on_its_way)
    assert told.deliver() == (2, 0) and told.undelivered() == []


def test_a_change_is_listed_again_where_nobody_is_told_by_notice(store) -> None:
    name = send(store)
    assert store.mark_delivered(name, "t") and store.undelivered() == []
    store.amend(store.of_conversation("c1").ref, {"when": "never"})
    assert [one.reference for one in store.undelivered()] == [name]


def test_a_lost_database_raises_and_sends_nothing(settings, opened, tmp_path, hook) -> None:
    (tmp_path / "folder").mkdir()
    broken = opened(replace(settings, url=f"sqlite:///{tmp_path / 'folder'}", webhook_url=hook.url))
    with pytest.raises(StoreDown):
        broken.deliver()
    assert hook.posts == []


NOTICE = outbox.Notice("1" * 32, "W-2222-22", outbox.WEBHOOK, 0, "c")
