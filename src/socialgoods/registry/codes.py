"""The county's codes with their names in the reader's language: the shared ones and those the county adds."""

from django.conf import settings
from django.utils.translation import get_language

from socialgoods.kernel import codes


def kinds() -> dict[str, str]:
    return _named({**codes.KINDS, **settings.COUNTY.kinds})


def sectors() -> dict[str, str]:
    return _named({**codes.SECTORS, **settings.COUNTY.sectors})


def legal_forms() -> dict[str, str]:
    return _named(codes.LEGAL_FORMS)


def designations() -> dict[str, str]:
    return _named(codes.DESIGNATIONS)


def statuses() -> dict[str, str]:
    return _named(codes.STATUSES)


def dimensions() -> dict[str, str]:
    return _named(codes.DIMENSIONS)


def modes() -> dict[str, str]:
    return _named(codes.MODES)


def source_words(source: str) -> str:
    """Whose money, in words: `county:0.5+national:0.5` → 군비 50% + 국비 50%."""
    names = _named(codes.SOURCES)
    parts = [part.strip().partition(":") for part in source.split("+")]
    return " + ".join(f"{names.get(name, name)}{_share(share)}" for name, _colon, share in parts)


def _share(share: str) -> str:
    try:
        return f" {float(share) * 100:g}%" if share else ""
    except ValueError:
        return f" {share}"


def _named(table: codes.Labels) -> dict[str, str]:
    language = get_language() or "ko"
    return {code: codes.label(table, code, language) for code in table}
