"""A refusal names what is wrong and by which article. An empty list of reasons means yes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    text: str
    """A polite sentence, translated already."""
    article: str
    """`협동조합기본법 제22조제2항`, `정관`, …"""

    def __str__(self) -> str:
        return f"{self.text} ({self.article})"


def act(article: int, paragraph: int | None = None, *, branch: int | None = None, item: str = "") -> str:
    """An article of the Framework Act on Cooperatives: `act(29, 1, item="8의2")`."""
    return "협동조합기본법 " + _article(article, paragraph, branch, item)


def decree(article: int, paragraph: int | None = None, *, branch: int | None = None, item: str = "") -> str:
    return "협동조합기본법 시행령 " + _article(article, paragraph, branch, item)


def _article(article: int, paragraph: int | None, branch: int | None, item: str) -> str:
    text = f"제{article}조" + (f"의{branch}" if branch else "")
    text += f"제{paragraph}항" if paragraph else ""
    return text + (f"제{item}호" if item else "")
