"""What is on offer, and the year's money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models import Offer
from socialgoods.prescription.rules import catalogue as rules
from socialgoods.registry import codes
from socialgoods.registry.codes import source_words
from socialgoods.registry.forms.fields import CountField, MoneyField

TOO_MUCH = _("0을 더 적지 않았는지 보아 주세요. 10조 원까지 적을 수 있습니다.")


def won_field(**options):
    return MoneyField(required=options.pop("required", True), **options)


def most_won(value):
    if value is not None and not 0 <= value <= rules.MOST_WON:
        raise forms.ValidationError(TOO_MUCH)
    return value


class OfferForm(forms.ModelForm):
    name = forms.CharField(label=_("이름"), max_length=120)
    unit_cost = won_field(label=_("한 곳의 비용"), help_text=_("자부담을 넣은 모든 비용입니다."))
    capacity = CountField(label=_("한 해 정원"), help_text=_("비우면 제한이 없습니다."))
    own_share = forms.DecimalField(
        label=_("자부담(%)"), required=False, min_value=0, max_value=99, decimal_places=2, max_digits=4,
        help_text=_("조직이 내는 몫입니다. 없으면 비워 두세요."),
    )  # fmt: skip
    effect_mean = forms.FloatField(
        label=_("전문가가 보는 효과(%p)"), min_value=-100, max_value=100,
        help_text=_("필요가 중간인 조직의 자립도가 한 해에 얼마나 오를지입니다."),
    )  # fmt: skip
    effect_sd = forms.FloatField(
        label=_("그 불확실함(%p)"),
        min_value=0.01,
        max_value=100,
        help_text=_("얼마나 틀릴 수 있는지입니다. 모를수록 크게 적으세요."),
    )
    slope_mean = forms.FloatField(
        label=_("필요가 클 때 더해지는 효과(%p)"), required=False, min_value=-100, max_value=100,
        help_text=_("모르면 비워 두세요. 비우면 3%p로 봅니다."),
    )  # fmt: skip
    slope_sd = forms.FloatField(label=_("그 불확실함(%p)"), required=False, min_value=0.01, max_value=100)
    kinds = forms.MultipleChoiceField(
        label=_("받을 수 있는 유형"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("고르지 않으면 모든 유형입니다."),
    )
    dimension = forms.ChoiceField(label=_("영역"))
    from_year = forms.IntegerField(label=_("어느 해부터"), min_value=2000, max_value=2100)

    class Meta:
        model = Offer
        fields = [
            "name", "summary", "summary_en", "dimension", "mode", "basis", "unit_cost", "own_share", "sources", "capacity", "kinds",
            "effect_mean", "effect_sd", "slope_mean", "slope_sd", "from_year",
        ]  # fmt: skip
        labels = {"summary": _("무엇을 하나요"), "summary_en": _("무엇을 하나요(영어)"), "sources": _("재원")}
        widgets = {"summary": forms.Textarea({"rows": 3}), "summary_en": forms.Textarea({"rows": 3})}
        help_texts = {
            "sources": _(
                "여러 재원 가운데 하나면 ‘;’, 섞으면 ‘+’로 적습니다. 예: county;fund 또는 county:0.7+province:0.3"
            ),
            "basis": _("조례나 법의 이름을 적습니다."),
        }

    PERCENT = ("effect_mean", "effect_sd", "slope_mean", "slope_sd", "own_share")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [("", _("고르세요")), *codes.dimensions().items()]
        self.fields["kinds"].choices = list(codes.kinds().items())
        self.fields["summary"].required = True
        row = self.instance
        if row.pk:
            self.initial["name"] = row.measure.name
            for name in self.PERCENT:
                value = getattr(row, name)
                self.initial[name] = None if value is None else round(float(value) * 100, 4)

    def clean_unit_cost(self):
        return most_won(self.cleaned_data["unit_cost"])

    def clean_sources(self):
        text = self.cleaned_data["sources"].strip()
        if reasons := rules.reasons_against_sources(text):
            raise forms.ValidationError(reasons)
        return text

    def clean(self):
        read = super().clean()
        for name in self.PERCENT:
            if read.get(name) is not None:
                read[name] = read[name] / 100
        if (read.get("slope_mean") is None) != (read.get("slope_sd") is None):
            self.add_error("slope_sd", _("필요가 더하는 효과와 그 불확실함은 함께 적거나 함께 비워 주세요."))
        return read

    def _post_clean(self):
        """The model is checked by its constraints when the action writes it: an offer may become another row."""

    def content(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in {"name", "from_year", "code"}}


class NewOfferForm(OfferForm):
    code = forms.SlugField(
        label=_("코드"), max_length=60, help_text=_("영문 소문자와 밑줄. 한번 정하면 바꾸지 않습니다.")
    )
    field_order = ["code"]


class BudgetForm(forms.Form):
    """A field for each source that an offer of the year may draw on, and room for one more."""

    other = forms.CharField(label=_("다른 재원"), max_length=40, required=False)
    other_amount = won_field(label=_("다른 재원의 금액"), required=False)

    def __init__(self, *args, sources, amounts, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = sources
        for source in sources:
            self.fields[f"budget_{source}"] = won_field(
                label=source_words(source), initial=amounts.get(source), required=False
            )
        self.order_fields([*(f"budget_{source}" for source in sources), "other", "other_amount"])

    def clean(self):
        read = super().clean()
        for name in [*(f"budget_{source}" for source in self.sources), "other_amount"]:
            try:
                most_won(read.get(name))
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
        if read.get("other") and any(mark in read["other"] for mark in "+:;"):
            self.add_error("other", _("재원의 이름에 ‘+’, ‘:’, ‘;’는 쓸 수 없습니다."))
        if bool(read.get("other")) != (read.get("other_amount") is not None):
            self.add_error("other", _("다른 재원은 이름과 금액을 함께 적어 주세요."))
        return read

    def amounts(self):
        read = self.cleaned_data
        found = {source: read[f"budget_{source}"] for source in self.sources if read[f"budget_{source}"] is not None}
        return found | ({read["other"]: read["other_amount"]} if read["other"] else {})
