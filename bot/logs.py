"""Logs that cannot hold what people typed.

Rasa logs messages, slots and whole trackers: as structured debug events, inside f-strings, and in tracebacks.
Masking known keys would miss the next one, so a record from foreign code is reduced to where it came from:
logger, function, line and the exception's type. Our own records carry ids and counts only and pass whole.
Until the server answers (`serving()`), foreign INFO messages pass too: start-up knows no visitor.
"""

from __future__ import annotations

import logging
import sys
import traceback
import warnings

OURS = ("bot", "actions")
_serving = False


def serving() -> None:
    """Says that visitors may write from now on: foreign records lose their text."""
    global _serving
    _serving = True


class PrivateFormatter(logging.Formatter):
    """Formats a record without any text that could come from a visitor."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns one line: time, level, place, and the message only where it is safe."""
        name = record.name
        ours = name.split(".", 1)[0] in OURS
        if ours or not (_serving or record.levelno < logging.INFO):
            text = record.getMessage()
        else:
            text = f"{record.funcName}:{record.lineno}"
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7} {name}: {text}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f" [{describe(record.exc_info[1])}]"
        return line


def describe(error: BaseException) -> str:
    """Names an error by type and place, without its message, which may quote the visitor.

    Args:
        error: Any exception, with its traceback if it was raised.

    Returns:
        For example ``KeyError at bot/dialogue/faq.py:41``.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename.rsplit('site-packages/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def install(debug: bool = False) -> None:
    """Makes the private formatter the only way to a log, for every logger of this process.

    Args:
        debug: Let debug records through (still without text).
    """
    # A record that cannot be written would be printed whole, arguments and all.
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if debug else logging.WARNING)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        if logger.level and not debug:
            logger.setLevel(max(logger.level, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.INFO)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _quiet_structlog()
    # An exception nobody caught would print its message, which may quote the visitor.
    sys.excepthook = lambda kind, error, tb: print(f"fatal: {describe(error)}", file=sys.stderr)


def _quiet_structlog() -> None:
    """Sends structlog (Rasa's structured events) through the standard loggers, so that the formatter sees it."""
    import structlog

    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, lambda logger, method, event: str(event.get("event", ""))],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
