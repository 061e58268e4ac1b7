"""Logs as JSON lines, with request and job ids and without personal data."""

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

from lms.bootstrap.settings import Environment, Settings
from lms.core import ids

log = structlog.get_logger(__name__)


def set_up_logs(settings: Settings) -> None:
    """Send structured lines to standard error; the test environment keeps quiet."""
    level = logging.ERROR if settings.env is Environment.TEST else logging.INFO
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)


def follow_requests(app: Flask) -> None:
    """Give each request an id, and write one line when it ends: route and status, no values."""

    @app.before_request
    def _begin() -> None:
        g.request_id = str(ids.new_id())
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        rule = request.url_rule.rule if request.url_rule else None
        if rule is not None and not rule.startswith("/recursos"):
            log.info(
                "request",
                method=request.method,
                # The rule, never the path: paths hold codes and tokens.
                route=rule,
                status=response.status_code,
                ms=round((time.perf_counter() - g.get("started", 0)) * 1000),
            )
        return response


def _without_values(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    # A traceback shows code, not data; messages of exceptions may quote what people typed.
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        frame = error.__traceback__
        places = []
        while frame is not None:
            places.append(f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}")
            frame = frame.tb_next
        # Our own lines tell more than those of the libraries that they called.
        own = [place for place in places if "site-packages" not in place]
        event["where"] = [*own[-5:], *places[-1:]]
    return event
