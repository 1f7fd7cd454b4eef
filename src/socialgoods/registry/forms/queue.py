from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socialgoods.places.models import District
from socialgoods.registry import codes


class QueueForm(forms.Form):
    """Which reports, or whose. What is not understood is as if not asked."""

    year = forms.TypedChoiceField(label=_("회계연도"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("유형"), required=False)
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("읍·면"), required=False, empty_label=_("모두"), to_field_name="code"
    )

    def __init__(self, data: QueryDict, *, years: list[int], usual: int | None) -> None:
        super().__init__({**data.dict(), "year": data.get("year") or usual or ""})
        first = [] if usual else [("", _("모두"))]
        self.fields["year"].choices = [*first, *((year, str(year)) for year in years)]
        self.fields["kind"].choices = [("", _("모두")), *codes.kinds().items()]
        self.usual = usual
        self.is_valid()

    @property
    def chosen_year(self) -> int | None:
        return self.cleaned_data.get("year") or self.usual

    @property
    def active(self) -> int:
        asked = [self.cleaned_data.get(name) for name in ("kind", "district")]
        return sum(map(bool, asked)) + (self.chosen_year != self.usual)

    def narrow(self, rows: QuerySet[Any], prefix: str) -> QuerySet[Any]:
        asked = {name: self.cleaned_data.get(name) for name in ("kind", "district")}
        return rows.filter(**{f"{prefix}{name}": value for name, value in asked.items() if value})
