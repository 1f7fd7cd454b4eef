"""Typed reading of environment variables. What is missing or wrong is said with what to set."""

import os
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None, *, hint: str = "") -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. {hint or f'Set it in the environment: export {name}=…'}")
    return default


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if not value:
        return default
    raise ImproperlyConfigured(f"{name}={value} is neither yes nor no. Set it to 1 or 0.")


def whole(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={value} is not a whole number. Set it to a number such as {default}."
        ) from None


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value} is not known. Set it to one of: {', '.join(choices)}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    # Recursive triggers: what INSERT OR REPLACE pushes out is a deletion, too, and refused where deletions are.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; PRAGMA cache_size=-64000; "
    "PRAGMA recursive_triggers=ON;",
}


def database(name: str, default: str) -> dict[str, object]:
    """`sqlite:///relative`, `sqlite:////absolute` or `postgresql://user:password@host:port/name`."""
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = parts.path.removeprefix("/")
        if not path:
            raise ImproperlyConfigured(f"{name}={url} names no file. Set it to e.g. sqlite:///var/socialgoods.sqlite3")
        return {"ENGINE": "socialgoods.config.sqlite", "NAME": path, "OPTIONS": SQLITE_OPTIONS}
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
        }
    raise ImproperlyConfigured(f"{name}={url} is neither sqlite:/// nor postgresql://. Set it to one of the two.")
