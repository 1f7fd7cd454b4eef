from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from socialgoods.places.models import District
from socialgoods.registry import codes


class QueueForm(forms.Form):
    show = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("유형"), required=False)
    district = forms.ModelChoiceField(District.objects.all(), label=_("읍·면"), required=False, empty_label=_("모두"), to_field_name="code")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("모두")), *codes.kinds().items()]

    @property
    def active(self) -> int:
        return sum(bool(self.data.get(name)) for name in ("kind", "district"))

    def narrow(self, rows: QuerySet[Any], prefix: str) -> QuerySet[Any]:
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in ("kind", "district")}
        return rows.filter(**{f"{prefix}{name}": value for name, value in asked.items() if value})
