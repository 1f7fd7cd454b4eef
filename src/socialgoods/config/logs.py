"""What the site says about its running: one JSON object a line in production, plain lines while trying.

No personal data: a request is named by its route, never by its address (which holds codes and search words) nor by who
asked; of an exception only its kind and the places it passed are written in production, for its text may quote a record.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d[\d -]{6,}\d(?![\w.])")
"""Telephone, business and account numbers."""

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

requests = logging.getLogger("socialgoods.request")


def configuration(*, production: bool, level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "production": {"()": JsonFormatter},
            "trying": {"format": "{levelname} {name}: {message}", "style": "{"},
        },
        "filters": {"faults of the worker": {"()": FaultsOfTheWorker}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "production" if production else "trying",
                "filters": ["faults of the worker"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Every answer is written once, by the middleware below; what broke is an error beside it.
            "django.request": {"level": "ERROR"},
            # It says again and again what the command then says once.
            "psycopg.pool": {"level": "ERROR"},
        },
    }


class FaultsOfTheWorker(logging.Filter):
    """The worker sets its own level and warns of every stop, the ordinary one included."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.name.startswith("django_tasks") or record.levelno >= logging.ERROR


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": type(record.exc_info[1]).__qualname__, "where": _where(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False)


class RequestLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        facts = {
            "method": request.method,
            "route": _route(request),
            "status": response.status_code,
            "milliseconds": round(1000 * (time.perf_counter() - began), 1),
        }
        requests.info("answered", extra={"facts": facts})
        return response


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{request.method} {_route(request)}"
    return LONG_NUMBER.sub("[number]", EMAIL.sub("[e-mail]", record.getMessage()))


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match else "no such page"


def _where(error: BaseException) -> list[str]:
    """From the outside in, the last twelve."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
