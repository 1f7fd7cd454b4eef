"""What a file is told, in Korean, remembering its template so that the web can say it in another language."""

from collections.abc import Callable
from typing import Any


class Sentence(str):
    """A finished Korean sentence. `through(gettext)` says it in the reader's language."""

    __slots__ = ("parts", "template")

    template: str
    parts: dict[str, Any]

    def through(self, gettext: Callable[[str], str]) -> str:
        spoken = {
            name: part.through(gettext) if isinstance(part, Sentence) else part for name, part in self.parts.items()
        }
        return gettext(self.template).format(**spoken) if spoken else gettext(self.template)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.template, self.parts)


def _rebuild(template: str, parts: dict[str, Any]) -> Sentence:
    sentence = Sentence(template.format(**parts) if parts else template)
    sentence.template, sentence.parts = template, parts
    return sentence


def say(template: str, **parts: Any) -> Sentence:
    return _rebuild(template, parts)


def mark(template: str) -> str:
    """Marks a template for the message catalogue (imported as `_`); translation happens in `Sentence.through`."""
    return template
