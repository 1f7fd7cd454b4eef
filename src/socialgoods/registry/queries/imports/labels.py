"""Fields and values in the words of the reader."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from socialgoods.exchange.context import Context
from socialgoods.exchange.files import FileSpec
from socialgoods.kernel import clock, formats
from socialgoods.places.models import District
from socialgoods.registry.models import Residence
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.targets import Target

NAMED = {"district_id": "area", "fiscal_year_ends_on": "fy_end", "part": "role"}
SAYS_NOTHING = {"founded_precision"}


def field_label(spec: FileSpec, name: str) -> str:
    each = spec.field(name)
    return each.en if (get_language() or "ko").startswith("en") else each.ko


class Labels:
    def __init__(self, target: Target) -> None:
        self.spec = target.spec
        self.context: Context = known.context(clock.today())
        self.districts: dict[int, str] = {}

    def field(self, name: str) -> str:
        name = NAMED.get(name, name)
        if name in self.spec:
            return field_label(self.spec, name)
        return {"residence": gettext("소재"), "starts_on": gettext("시작일"), "ends_on": gettext("끝나는 날")}.get(
            name, name
        )

    def learn(self, several: Iterable[Iterable[Any]]) -> None:
        """Names of the districts that are about to be said."""
        ids = {value for shown in several for field, *values in shown if field == "district_id" for value in values}
        self.districts.update({row.pk: str(row) for row in District.objects.filter(pk__in=ids - {None})} if ids else {})

    def differences(self, shown: Iterable[Any]) -> list[tuple[str, str, str]]:
        return [
            (self.field(name), self.value(name, before), self.value(name, after))
            for name, before, after in shown
            if name not in SAYS_NOTHING
        ]

    def value(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return formats.unknown()
        if name == "district_id":
            return self.districts.get(value, str(value))
        if name == "residence":
            return str(dict(Residence.choices).get(value, value))
        name = NAMED.get(name, name)
        if name not in self.spec:
            return str(value)
        each = self.spec.field(name)
        if each.codes and (labels := self.context.options(each.codes).get(value)):
            return labels[-1] if (get_language() or "ko").startswith("en") else labels[0]
        if each.reads == "won":
            return formats.won(value)
        if each.reads == "day":
            return formats.seoul_short(date.fromisoformat(value) if isinstance(value, str) else value)
        return str(value)
