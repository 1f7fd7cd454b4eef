"""Sentences of `exchange` on their way through JSON, so that they are said in the reader's language."""

from typing import Any

from django.utils.translation import gettext

from socialgoods.exchange.sentences import Sentence, say


def to_json(sentence: str) -> Any:
    if not isinstance(sentence, Sentence):
        return sentence
    return [sentence.template, {name: to_json(_plain(part)) for name, part in sentence.parts.items()}]


def _plain(part: Any) -> Any:
    return part if isinstance(part, str | int | float) else str(part)


def spoken(data: Any) -> str:
    """In the reader's language."""
    if not isinstance(data, list):
        return str(data)
    return _rebuilt(data).through(gettext)


def _rebuilt(data: Any) -> Any:
    if isinstance(data, list):
        template, parts = data
        return say(template, **{name: _rebuilt(part) for name, part in parts.items()})
    return data
