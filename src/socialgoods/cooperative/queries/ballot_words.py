"""Choices in words: what stands on a ballot, in a result, in a list of ballots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import AgendaItem
from socialgoods.cooperative.rules import count


@dataclass(frozen=True)
class Line:
    choice: str
    label: str
    votes: int


def words(item: AgendaItem) -> dict[str, str]:
    """Choice → words."""
    found = {count.YES: _("찬성"), count.NO: _("반대")}
    for number, name in item.nominees.values_list("number", "name"):
        found[str(number)] = _("기호 %(number)s번 %(name)s") % {"number": number, "name": name}
        found[f"-{number}"] = _("기호 %(number)s번 %(name)s 반대") % {"number": number, "name": name}
    return found | {count.ABSTAIN: _("기권"), count.INVALID: _("무효")}


def in_words(choice: str, known: Mapping[str, str]) -> str:
    return ", ".join(known.get(part, part) for part in choice.split(","))


def lines(item: AgendaItem, counts: Mapping[str, int], asked: count.Form) -> list[Line]:
    known = words(item)
    return [Line(choice, known[choice], counts.get(choice, 0)) for choice in asked.choices]


def read(asked: count.Form, said: Mapping[str, str], named: Sequence[str]) -> str:
    """What a form sent, as a choice: boxes or one of a list under `choice`, or a line for each nominee under `for-1`, …"""
    if asked.is_election and not asked.is_contested:
        parts = [said.get(f"for-{number}", "") for number in asked.nominees]
        return ",".join(part for part in parts if part and part != count.ABSTAIN) or count.ABSTAIN
    if not named:
        return count.ABSTAIN if asked.is_election and asked.seats > 1 else ""
    return count.ABSTAIN if count.ABSTAIN in named else ",".join(named)
