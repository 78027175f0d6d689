"""Who made what live, when and why is on record, whatever else happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.release import audit
from bot.release.history import log, table
from tests.release.test_shelf import publish


def test_a_line_is_added_and_none_is_changed(tmp_path: Path) -> None:
    audit.record(tmp_path, "publish", by="anna", release="a", files={"changed": ["data/x.yml"]}, reason="")
    first = (tmp_path / audit.FILE).read_bytes()
    audit.record(tmp_path, "rollback", by="bert", release="b", was="a")
    assert (tmp_path / audit.FILE).read_bytes().startswith(first)
    one, two = audit.read(tmp_path)
    assert (one["by"], one["action"], one["files"]) == ("anna", "publish", {"changed": ["data/x.yml"]})
    assert "reason" not in one and two["was"] == "a" and two["at"] >= one["at"]


def test_a_line_that_does_not_fit_on_the_disk_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit.record(tmp_path, "publish", by="anna", release="a")
    before = (tmp_path / audit.FILE).read_bytes()
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, raw: write(handle, raw[:10]))
        with pytest.raises(OSError):
            audit.record(tmp_path, "publish", by="anna", release="b")
    assert (tmp_path / audit.FILE).read_bytes() == before


def test_a_line_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    audit.record(tmp_path, "publish", by="anna", release="a")
    with (tmp_path / audit.FILE).open("ab") as file:
        file.write(b'{"cut": \n\xff\xfe\n')
    audit.record(tmp_path, "publish", by="anna", release="b")
    assert [entry["release"] for entry in audit.read(tmp_path)] == ["a", "b"]


def test_who_is_the_name_given_or_the_user() -> None:
    assert audit.person(" anna ") == "anna" and audit.person()


def test_the_list_says_what_is_live_by_whom_and_why(tmp_path: Path) -> None:
    assert "make run" in next(iter(table(tmp_path)))
    publish(tmp_path, "a", files={"changed": ["data/a.yml", "data/b.yml", "data/c.yml", "data/d.yml"]}, reason="fees")
    publish(tmp_path, "b")
    heading, latest, older = table(tmp_path)
    assert latest.startswith("live  b") and "anna" in older and "fees" in older and "and 1 more" in older
    assert len(list(log(tmp_path))) == 2
