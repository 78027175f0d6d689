"""Keys: made once, read by the owner only, changed without losing a record."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from bot.intake.keys import Keys
from bot.intake.problem import NoKey
from bot.intake.store import IntakeStore

FIELDS = {"name": "Zoë"}


def sent(store: IntakeStore, conversation: str) -> str:
    ref = store.open_draft(conversation, "1")
    store.write_draft(ref, FIELDS)
    return store.submit(ref)


def test_the_key_file_is_made_for_its_owner_only(tmp_path) -> None:
    file = tmp_path / "deep" / "intake.key"
    digest = Keys(file).digest("c1")
    assert file.stat().st_mode & 0o777 == 0o600 and [f.name for f in file.parent.iterdir()] == ["intake.key"]
    assert Keys(file).digest("c1") == digest != Keys(tmp_path / "other.key").digest("c1")


def test_rotation_encrypts_anew_and_drops_the_old_key(both, opened) -> None:
    store = opened(both)
    name = sent(store, "c1")
    old = json.loads(both.key_file.read_text())
    assert store.rotate_keys() == 1
    new = json.loads(both.key_file.read_text())
    assert new["digest"] == old["digest"] and len(new["keys"]) == 1 and new["keys"] != old["keys"]
    assert store.show(name, "t").fields == FIELDS and store.of_conversation("c1").sent
    assert both.key_file.stat().st_mode & 0o777 == 0o600


def test_servers_that_run_meanwhile_lose_nothing(both, opened) -> None:
    store, names, stop = opened(both), [], threading.Event()

    def serve() -> None:
        worker = opened(both)
        while not stop.is_set():
            names.append(sent(worker, f"c{len(names)}"))

    thread = threading.Thread(target=serve)
    thread.start()
    while len(names) < 3:
        pass
    for _ in range(4):
        store.rotate_keys()
    stop.set()
    thread.join()
    assert {name: store.show(name, "t").fields for name in names} == dict.fromkeys(names, FIELDS)


def test_keys_from_the_environment_rotate_with_both_there(settings, opened) -> None:
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    one = opened(replace(settings, keys=(first,), digest_key="d"))
    name = sent(one, "c1")
    both_keys = opened(replace(settings, keys=(second, first), digest_key="d"))
    assert both_keys.rotate_keys() == 1
    only_new = opened(replace(settings, keys=(second,), digest_key="d"))
    assert only_new.show(name, "t").fields == FIELDS and only_new.of_conversation("c1").reference == name
    with pytest.raises(NoKey):
        one.show(name, "t")
    assert not settings.key_file.exists()


def test_a_rotation_that_meets_a_record_it_cannot_read_drops_no_key(settings, opened) -> None:
    store = opened(settings)
    sent(store, "c1")
    held = json.loads(settings.key_file.read_text())
    settings.key_file.write_text(json.dumps({**held, "keys": [Fernet.generate_key().decode()]}))
    with pytest.raises(NoKey):
        opened(settings).rotate_keys()
    assert len(json.loads(settings.key_file.read_text())["keys"]) == 2


def test_keys_that_are_lost_or_damaged_are_said_and_never_made_anew(settings, opened) -> None:
    store = opened(settings)
    sent(store, "c1")
    settings.key_file.write_text("{")
    with pytest.raises(NoKey, match="damaged"):
        opened(settings).open_draft("c2", "1")
    settings.key_file.unlink()
    with pytest.raises(NoKey, match="gone"):
        store.open_draft("c2", "1")


@pytest.mark.parametrize(("keys", "digest"), [(("nonsense",), "d"), ((Fernet.generate_key().decode(),), "")])
def test_keys_that_cannot_work_are_refused_at_once(settings, keys, digest) -> None:
    with pytest.raises(NoKey):
        IntakeStore(replace(settings, keys=keys, digest_key=digest))
