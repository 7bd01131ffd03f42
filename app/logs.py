"""Logs as JSON lines on standard error: what happened, never what was in it.

No payload, no token and no address of a person is logged. Requests are named by their route (``/j/<token>``), so that
a token in an address cannot get into a log.
"""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import time
from typing import TextIO, cast

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

log: structlog.typing.FilteringBoundLogger = structlog.get_logger()

_SHARED: list[structlog.typing.Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
_QUIET = ("assets.", "health.")


class Forgiving(io.TextIOBase):
    """A stream that loses what it cannot write: a disk full of logs must not end the sockets and the writer."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write if it can be."""
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush if it can be."""
        with contextlib.suppress(OSError):
            self._stream.flush()


def configure(least: int = logging.INFO) -> None:
    """Send our own lines from level ``least`` on, and the libraries' warnings, to standard error as JSON.

    Called once by who serves. Whatever else goes there, a library's traceback among it, never fails from now on.
    """
    if not isinstance(sys.stderr, Forgiving):
        sys.stderr = Forgiving(sys.stderr)
    render = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*_SHARED, render],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, sys.stderr)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=render, foreign_pre_chain=_SHARED))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def failed(event: str, error: Exception, **where: str) -> None:
    """Log what failed: a database that is away in one line, since that is said again and again; the rest in full."""
    if isinstance(error, OperationalError):
        log.warning(event, kind=type(error.orig).__name__, **where)
    else:
        log.error(event, exc_info=error, **where)


def init_app(app: Flask) -> None:
    """Log each request when it is answered; static files and health checks would only drown the rest."""
    app.before_request(_note_start)
    app.after_request(_log_request)


def _note_start() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    if not (request.endpoint or "").startswith(_QUIET):
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.started) * 1000, 1),
        )
    return response
