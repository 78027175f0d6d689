"""Whoever publishes sees which release each worker serves; a worker that is gone is not waited for."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bot.release import workers
from bot.release.workers import SILENT, Worker


def test_what_workers_say_is_read_back_and_ends_with_them(tmp_path: Path) -> None:
    assert workers.alive(tmp_path) == [] and workers.state(tmp_path, 1) == ""
    workers.say(tmp_path, Worker(1, "aaaa"))
    workers.say(tmp_path, Worker(2, "bbbb", refused="aaaa", trouble="R030 no."))
    assert [worker.release for worker in workers.alive(tmp_path)] == ["aaaa", "bbbb"]
    assert workers.state(tmp_path, 2) == "; release bbbb (worker 2), aaaa (worker 1); R030 no."
    workers.leave(tmp_path, 2)
    assert [worker.pid for worker in workers.alive(tmp_path)] == [1]


def test_a_killed_worker_is_not_waited_for(tmp_path: Path) -> None:
    workers.say(tmp_path, Worker(1, "aaaa"))
    file = tmp_path / "serving" / "1.json"
    long_ago = time.time() - SILENT - 1
    os.utime(file, (long_ago, long_ago))
    assert workers.alive(tmp_path) == []
    workers.beat(tmp_path, 1)
    assert len(workers.alive(tmp_path)) == 1, "it lives while it beats"


def test_a_full_disk_stops_no_worker(tmp_path: Path) -> None:
    (tmp_path / "serving").write_text("in the way")
    workers.say(tmp_path, Worker(1, "aaaa"))
    workers.beat(tmp_path, 1)
    assert workers.alive(tmp_path) == []
