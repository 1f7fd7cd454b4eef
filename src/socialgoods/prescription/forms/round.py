"""Opening a round, setting a variant up, pinning by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.places.models import District
from socialgoods.prescription.forms.offer import most_won, won_field
from socialgoods.prescription.models import VariantKind
from socialgoods.prescription.queries import catalogue, inputs, money
from socialgoods.registry import codes
from socialgoods.registry.codes import source_words
from socialgoods.registry.forms.fields import CountField


class OpenForm(forms.Form):
    year = forms.IntegerField(label=_("배정하는 해"), min_value=2000, max_value=2100)
    until = forms.IntegerField(
        label=_("목표의 해"), min_value=2000, max_value=2150, help_text=_("이 해에 자립한 조직이 가장 많도록 고릅니다.")
    )
    note = forms.CharField(label=_("메모"), required=False, widget=forms.Textarea({"rows": 2}))


class SettingsForm(forms.Form):
    """Budgets by source, places by measure, floors by district and sector, and how to choose."""

    kind = forms.ChoiceField(label=_("어떻게 고를까요"), choices=VariantKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("이름"), max_length=80, required=False, help_text=_("비우면 번호로 부릅니다."))
    objective = forms.ChoiceField(
        label=_("무엇을 늘릴까요"), widget=forms.RadioSelect,
        choices=[("self_reliant", _("자립한 조직의 수")), ("level", _("자립도의 합(1을 넘는 부분은 세지 않음)"))],
    )  # fmt: skip
    curiosity = forms.FloatField(
        label=_("덜 알려진 지원에 주는 덤"), min_value=0, max_value=3,
        help_text=_("0이면 지금 아는 대로만 고릅니다. 0.5쯤이면 효과를 아직 모르는 지원을 조금 더 해 봅니다."),
    )  # fmt: skip
    reports_until = forms.IntegerField(label=_("어느 해 보고까지 볼까요"), min_value=1990, max_value=2100)

    def __init__(self, *args, round, settings, fixed_kind=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        self.settings = settings
        last = inputs.last_reports()
        usual = {
            "kind": settings.get("kind", VariantKind.RECOMMENDED), "objective": settings.get("objective", "self_reliant"),
            "curiosity": settings.get("curiosity", 0.0), "title": settings.get("title", ""),
            "reports_until": settings.get("reports_until") or min(round.year - 1, last or round.year - 1),
        }  # fmt: skip
        self.initial = usual | self.initial
        if fixed_kind:
            del self.fields["kind"]
        self.offers = list(catalogue.offers(round.year))
        self.sources = catalogue.sources(round.year)
        self.districts = list(District.objects.order_by("code"))
        self.sectors = codes.sectors()
        self._budgets()
        self._places()
        self._floors()

    def _budgets(self):
        amounts = self.settings.get("budgets") or catalogue.budgets(self.round.year)
        self.taken = money.taken(self.round.year)
        for source in self.sources:
            self.fields[f"budget_{source}"] = won_field(label=source_words(source), initial=amounts.get(source, 0))

    def _places(self):
        changed = self.settings.get("capacities", {})
        for offer in self.offers:
            code = offer.measure.code
            self.fields[f"places_{code}"] = CountField(
                label=offer.measure.name, initial=changed.get(code, offer.capacity)
            )

    def _floors(self):
        asked = {(row["field"], row["value"]): row["count"] for row in self.settings.get("floors", [])}
        for district in self.districts:
            self.fields[f"area_{district.code}"] = CountField(
                label=district.name, initial=asked.get(("area", district.name))
            )
        for code, name in self.sectors.items():
            self.fields[f"sector_{code}"] = CountField(label=name, initial=asked.get(("sector", code)))

    def _group(self, start):
        return [self[name] for name in self.fields if name.startswith(start)]

    @property
    def budget_fields(self):
        return [(self[f"budget_{source}"], self.taken.get(source, 0)) for source in self.sources]

    @property
    def place_fields(self):
        return [(self[f"places_{offer.measure.code}"], offer) for offer in self.offers]

    @property
    def area_fields(self):
        return self._group("area_")

    @property
    def sector_fields(self):
        return self._group("sector_")

    @property
    def has_floors(self):
        return any(field.value() not in {None, ""} for field in [*self.area_fields, *self.sector_fields])

    @property
    def is_without_money(self):
        said = [str(field.value() or "0") for field, _taken in self.budget_fields]
        return bool(said) and not any(amount.strip("0,") for amount in said)

    @property
    def has_places(self):
        return bool(self.settings.get("capacities")) or any(field.errors for field, _offer in self.place_fields)

    def clean(self):
        read = super().clean()
        for source in self.sources:
            try:
                most_won(read.get(f"budget_{source}"))
            except forms.ValidationError as wrong:
                self.add_error(f"budget_{source}", wrong)
        return read

    def asked(self):
        """As `actions.round.add_variant` takes them."""
        read = self.cleaned_data
        places = {offer.measure.code: (read[f"places_{offer.measure.code}"], offer.capacity) for offer in self.offers}
        floors = [("area", row.name, read[f"area_{row.code}"]) for row in self.districts]
        floors += [("sector", code, read[f"sector_{code}"]) for code in self.sectors]
        return {
            "budgets": {source: read[f"budget_{source}"] for source in self.sources},
            "capacities": {code: now for code, (now, usual) in places.items() if now != usual},
            "floors": [{"field": field, "value": value, "count": count} for field, value, count in floors if count],
            "objective": read["objective"],
            "curiosity": read["curiosity"],
            "reports_until": read["reports_until"],
        }


class PinForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("어떻게 할까요"), widget=forms.RadioSelect,
        choices=[("pinned", _("이 지원을 꼭 줍니다")), ("forbidden", _("이 지원은 주지 않습니다"))],
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("지원 수단"))
    why = forms.CharField(
        label=_("까닭"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text=_("위원회가 함께 봅니다. 정한 사람의 이름도 남습니다."),
    )

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [
            ("", _("고르세요")),
            *((offer.measure.code, offer.measure.name) for offer in offers),
        ]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), widget=forms.Textarea({"rows": 3}), max_length=2000)
