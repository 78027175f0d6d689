"""The server: Rasa's public functions, our channels, our page, in one process a worker.

Rasa's own `rasa run` owns ``/`` and opens its HTTP API with a flag; here neither is so. What starts:
agent (model, conversation store, locks), actions in process, channels under ``/webhooks/``, the page at ``/``, and the
watch for another release (`bot.release.watch`).
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot import logs, rasa_patches
from bot.settings import Settings, from_environment

logger = logging.getLogger(__name__)

PURGE_SECONDS = 600
WORDS_PER_REQUEST = 1024 * 1024


def endpoints(settings: Settings, retention_hours: float) -> Any:
    """Builds Rasa's endpoints from the settings.

    Args:
        settings: The deployment's choices.
        retention_hours: Hours after its last message until a conversation is deleted.

    Returns:
        `AvailableEndpoints` with the conversation store, locks and actions; no broker, no model server, no NLG server.
    """
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from bot.in_process import InProcessActions

    store = EndpointConfig(
        type="bot.store.tracker_store.SnapshotTrackerStore",
        url=settings.database_url,
        retention_hours=retention_hours,
    )
    lock = _redis_lock(settings.redis_url) if settings.redis_url else None
    action = EndpointConfig(url=settings.action_url) if settings.action_url else InProcessActions()
    return AvailableEndpoints(tracker_store=store, lock_store=lock, action=action)


def _redis_lock(url: str) -> Any:
    """Rasa wants a Redis address in parts."""
    from urllib.parse import urlsplit

    from rasa.utils.endpoints import EndpointConfig

    parts = urlsplit(url)
    return EndpointConfig(
        type="redis",
        url=parts.hostname or "localhost",
        port=parts.port or 6379,
        db=int(parts.path.strip("/") or 1),
        password=parts.password,
        use_ssl=parts.scheme == "rediss",
    )


def create_app(settings: Settings, model: Path) -> Any:
    """Builds the web application.

    Args:
        settings: The deployment's choices.
        model: Path of the trained model archive.

    Returns:
        A Sanic application that loads the model before it answers.
    """
    from rasa.core.channels.channel import register
    from rasa.core.run import close_resources, create_http_input_channels
    from sanic import Sanic

    from bot.channel.strict import StrictRequest
    from bot.release import workers
    from bot.release.live import serving
    from bot.settings import ROOT
    from bot.web import headers
    from bot.web.faq import Page, faq
    from bot.web.pages import Pages, pages

    rasa_patches.apply()
    live = serving()
    app = Sanic("bot", configure_logging=False, request_class=StrictRequest)
    app.config.REQUEST_MAX_SIZE = WORDS_PER_REQUEST
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.ACCESS_LOG = False
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.REQUEST_TIMEOUT = 10
    register(create_http_input_channels(None, str(ROOT / "credentials.yml")), app, route="/webhooks/")
    shown = live.each(lambda of: Pages.of(of.content))
    app.blueprint(pages(shown, lambda: workers.state(settings.var, os.getpid())))
    app.blueprint(_intake(live, settings))
    app.blueprint(faq(live.each(lambda of: Page.of(of.content))))
    headers.install(app)
    _refuse_in_one_shape(app)
    places = endpoints(settings, retention(live.now.content))
    app.register_listener(partial(_start, model, places, settings), "before_server_start")
    app.register_listener(_stop, "before_server_stop")
    app.register_listener(close_resources, "after_server_stop")
    return app


def retention(content: Any) -> float:
    """Returns how many hours after its last message a conversation is deleted."""
    return float(content.practice.values.get("retention_hours") or 24)


def _intake(live: Any, settings: Settings) -> Any:
    """The form at ``/intake``: the same fields and the same store as in the conversation."""
    from bot.intake.store import IntakeStore
    from bot.intake.token import Tokens
    from bot.web.intake_page import IntakePage, intake_pages

    def page(of: Any) -> IntakePage:
        store = IntakeStore.open(replace(settings, data=of.place.data))
        return IntakePage(of.content, of.definition, store, Tokens(settings.var), of.screen)

    return intake_pages(live, live.each(page))


async def _start(model: Path, places: Any, settings: Settings, app: Any, loop: Any) -> None:
    from rasa.core.run import load_agent_on_start

    from bot.intake import tasks as intake_tasks
    from bot.release.live import serving
    from bot.review import tasks as review_tasks

    await load_agent_on_start(str(model), places, None, app, loop)
    serving().adopt(app.ctx.agent)
    # Loading configures logging anew; ours comes last.
    logs.install(from_environment().debug)
    if not app.ctx.agent.is_ready():
        logger.error("serve: no model is loaded; every turn gets the fixed text")
    app.add_task(intake_tasks.keep())
    app.add_task(review_tasks.keep())
    app.ctx.purging = asyncio.ensure_future(_purge(app))
    app.ctx.watching = asyncio.ensure_future(_watcher(app, settings).run())
    logger.info("serve: ready")


def _watcher(app: Any, settings: Settings) -> Any:
    """Follows the pointer; another release's agent has the same conversations, locks and actions."""
    from bot.release.inputs import CODE_INPUTS, digest
    from bot.release.live import serving
    from bot.release.watch import Watcher
    from bot.settings import ROOT

    live = serving()

    def agent_of(release: Any) -> Any:
        before = live.now
        same = before.release and before.release.facts().get("model") == release.facts().get("model")
        if same and before.agent and before.agent.is_ready():
            return before.agent
        return _agent(release.model, app.ctx.agent)

    def swapped(now: Any) -> None:
        app.ctx.agent = now.agent
        store = _store(app)
        if hasattr(store, "keep_for"):
            store.keep_for(retention(now.content))
        # Rasa's loading configures logging anew; ours comes last.
        logs.install(settings.debug)

    return Watcher(live, settings.var, digest(ROOT, CODE_INPUTS), agent_of, swapped)


def _agent(model: Path, before: Any) -> Any:
    """Loads a model beside the one that serves.

    The stores are shared, and Rasa sets their domain twice on the way: with the old one first, a turn that reads its
    conversation meanwhile finds its slots.
    """
    from rasa.core.agent import Agent

    agent = Agent.load(
        str(model),
        domain=before.domain,
        tracker_store=getattr(before.tracker_store, "_tracker_store", before.tracker_store),
        lock_store=before.lock_store,
        action_endpoint=before.action_endpoint,
    )
    if not agent.is_ready():
        raise ValueError("the model does not load")
    return agent


def _store(app: Any) -> Any:
    return getattr(app.ctx.agent.tracker_store, "_tracker_store", app.ctx.agent.tracker_store)


async def _stop(app: Any, _: Any) -> None:
    from bot.review import tasks as review_tasks

    app.ctx.purging.cancel()
    app.ctx.watching.cancel()
    await review_tasks.end()


async def _purge(app: Any) -> None:
    """Deletes expired conversations, at start and then every ten minutes."""
    store = _store(app)
    while hasattr(store, "purge"):
        gone = await store.purge()
        if gone:
            logger.info("store: %d expired conversations deleted", gone)
        await asyncio.sleep(PURGE_SECONDS)


def _refuse_in_one_shape(app: Any) -> None:
    from sanic.exceptions import SanicException, ServiceUnavailable

    from bot.channel.answers import CODES, refusal

    @app.exception(Exception)
    async def refuse(request: Any, error: Exception) -> Any:
        if isinstance(error, SanicException) and error.status_code < 500:
            code = CODES.get(error.status_code, "bad_request")
            return refusal(error.status_code, code, "The request cannot be served.")
        # A client that hung up ends its handler; nobody reads this answer.
        gone = isinstance(error, ServiceUnavailable)
        logger.log(logging.DEBUG if gone else logging.ERROR, "serve: %s", logs.describe(error))
        return refusal(500, "failed", "Something failed on our side.")


def run(settings: Settings, model: Path) -> None:
    """Serves until stopped.

    Args:
        settings: The deployment's choices.
        model: Path of the trained model archive.
    """
    from bot.channel.patience import PatientProtocol

    app = create_app(settings, model)
    app.run(
        protocol=PatientProtocol,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
        motd=False,
        backlog=1024,
    )
