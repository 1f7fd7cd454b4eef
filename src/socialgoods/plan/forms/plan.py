"""Small forms of the plan's owner and of those who enter what nothing computes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.people.forms.people import PersonField
from socialgoods.people.models import Department
from socialgoods.plan.models import Indicator, Plan, Reading
from socialgoods.plan.rules.series import is_entered
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field

HIGHEST = 10**12
"""More of anything than a county has, and less than the column holds."""
REASON = {"rows": 3}


def reason_field(**options: Any) -> forms.CharField:
    return forms.CharField(label=gettext_lazy("까닭"), max_length=1000, widget=forms.Textarea(attrs=REASON), **options)


class ShareField(forms.DecimalField):
    """Typed in per cent, kept as a share."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=2, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value * 100:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        read = super().clean(value)
        return None if read is None else read / 100


def value_field(unit: str, **options: Any) -> forms.Field:
    if unit == "won":
        return MoneyField(**options)
    if unit == "share":
        return ShareField(**{"required": False, "help_text": gettext_lazy("백분율(%)로 적으세요."), **options})
    return forms.DecimalField(
        **{"required": False, "min_value": 0, "max_value": HIGHEST, "decimal_places": 1, **options}
    )


class ReadingForm(forms.Form):
    reading = forms.ModelChoiceField(
        Reading.objects.none(), label=gettext_lazy("목표가 말하는 것"), widget=forms.RadioSelect, empty_label=None
    )
    reason = reason_field(
        help_text=gettext_lazy("누구나 볼 수 있게 남습니다. 근거가 된 회의나 문서를 함께 적어 주세요.")
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reading"]
        field.queryset = indicator.readings.filter(is_beside=False)
        field.label_from_instance = lambda row: f"{row} — {row.said_in('words')}"


class TargetsForm(forms.Form):
    """A field a year of the plan."""

    def __init__(self, *args: Any, reading: Reading, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = {point.year: point.value for point in reading.points.filter(ended_at=None)}
        self.years = range(plan.from_year, plan.until_year + 1)
        for year in self.years:
            value = running.get(year)
            initial = int(value) if reading.unit == "won" and value is not None else value
            if reading.unit == "count" and value is not None:
                initial = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
            label = _("%(year)s년 말") % {"year": year}
            self.fields[f"year_{year}"] = value_field(reading.unit, label=label, initial=initial)
        self.fields["reason"] = reason_field()

    def values(self) -> dict[int, Decimal | None]:
        found = {}
        for year in self.years:
            value = self.cleaned_data.get(f"year_{year}")
            found[year] = None if value is None else Decimal(value)
        return found


class OwnerForm(forms.Form):
    department = forms.ModelChoiceField(
        Department.objects.all(), label=gettext_lazy("맡은 부서"), required=False, empty_label=gettext_lazy("없음")
    )
    owner = PersonField(label=gettext_lazy("맡은 사람"), required=False)


class ObservationForm(forms.Form):
    reading = forms.ModelChoiceField(
        Reading.objects.none(), label=gettext_lazy("무엇을 적나요"), empty_label=None, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=gettext_lazy("연도"))
    observed_on = day_field(label=gettext_lazy("기준일"))
    source = forms.CharField(
        label=gettext_lazy("자료"), max_length=200, help_text=gettext_lazy("이 값을 어디에서 보았는지 적어 주세요.")
    )
    reason = reason_field(
        required=False, help_text=gettext_lazy("이미 적힌 값을 고칠 때만 적습니다. 앞의 값도 이력에 남습니다.")
    )

    def __init__(self, *args: Any, indicator: Indicator, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.first = on, indicator.plan.base_year - 10
        readings = [row for row in indicator.readings.all() if is_entered(row.series)]
        self.fields["reading"].queryset = indicator.readings.filter(pk__in=[row.pk for row in readings])
        self.fields["reading"].initial = readings[0].pk if readings else None
        value = value_field(indicator.unit, label=_("값"), required=True)
        self.fields = {name: self.fields[name] for name in ("reading", "year")} | {"value": value} | {
            name: self.fields[name] for name in ("observed_on", "source", "reason")
        }  # fmt: skip

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not self.first <= year <= self.on.year:
            raise ValidationError(
                _("%(first)s년부터 %(last)s년까지의 값만 적을 수 있습니다.")
                % {"first": self.first, "last": self.on.year}
            )
        return year

    def clean_observed_on(self) -> date:
        day: date = self.cleaned_data["observed_on"]
        if day > self.on:
            raise ValidationError(_("기준일이 오늘보다 뒤입니다. 자료의 기준일을 확인해 주세요."))
        return day
