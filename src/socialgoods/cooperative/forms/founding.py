"""Forms of a founding and of the articles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.forms.register import OrganizationField, shares_field, stakeholder_field
from socialgoods.cooperative.models import Articles, Cooperative, CooperativeKind, MainBusiness
from socialgoods.people.forms.people import PersonField
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field


class BeginForm(forms.Form):
    name = forms.CharField(
        label=_("조합의 이름"),
        max_length=120,
        help_text=_("‘협동조합’이나 ‘사회적협동조합’이라는 말이 들어가야 합니다."),
    )
    kind = forms.ChoiceField(
        label=_("갈래"), choices=CooperativeKind.choices,
        help_text=_("배당하지 않고 공익을 위해 일하면 사회적협동조합, 조합원의 이익을 나누면 협동조합입니다."),
    )  # fmt: skip
    is_federation = forms.BooleanField(label=_("협동조합들이 모인 연합회입니다"), required=False)
    main_business = forms.ChoiceField(
        label=_("주사업"), required=False, choices=[("", _("정하지 않음")), *MainBusiness.choices],
        help_text=_("사회적협동조합은 다섯 가지 가운데 하나를 주사업으로 합니다."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("목적"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("kind") in {CooperativeKind.SOCIAL, CooperativeKind.MEDICAL} and not read.get("main_business"):
            self.add_error("main_business", _("사회적협동조합은 주사업을 골라야 합니다."))
        return read


class DescribeForm(forms.ModelForm):
    class Meta:
        model = Cooperative
        fields = ("name", "main_business", "purpose", "office", "phone")


class ArticlesForm(forms.ModelForm):
    share_price_won = MoneyField(label=_("출자 1좌 금액"), required=True)
    loan_limit_won = MoneyField(label=_("조합원 한 명의 소액대출 한도"), required=False)

    class Meta:
        model = Articles
        fields = (
            "share_price_won", "least_shares", "end_month", "notice_days", "reserve_percent", "withdrawal_notice_days", "has_delegates",
            "directors_least", "auditors_least", "term_years", "has_board", "allows_written_votes", "allows_electronic_votes",
            "loan_limit_won", "loan_late_rate", "usage_dividend_percent",
        )  # fmt: skip

    def clean_loan_limit_won(self) -> int:
        return self.cleaned_data.get("loan_limit_won") or 0


class FounderForm(forms.Form):
    """One of an organisation, a person with an account, or a name."""

    organization = OrganizationField(
        label=_("조직"), required=False, max_length=200, help_text=_("조직이면 등록번호나 이름을 적으세요.")
    )
    person = PersonField(label=_("사람"), required=False)
    name = forms.CharField(
        label=_("이름"), required=False, max_length=120, help_text=_("계정이 없는 분은 이름만 적습니다.")
    )
    stakeholder = stakeholder_field()

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if not self.errors and sum(bool(read.get(name)) for name in ("organization", "person", "name")) != 1:
            raise forms.ValidationError(_("조직, 사람, 이름 가운데 하나만 적어 주세요."), code="one_of_three")
        return read

    def who(self) -> dict[str, Any]:
        read = self.cleaned_data
        return {
            "organization": read["organization"], "user": read["person"], "name": read["name"], "stakeholder": read["stakeholder"],
        }  # fmt: skip


class PromoterForm(FounderForm):
    joined_on = day_field(label=_("발기한 날"))


class ConsentForm(FounderForm):
    shares = shares_field(label=_("낼 출자좌수"))
    filed_on = day_field(label=_("동의서를 낸 날"))


class OwnConsentForm(forms.Form):
    in_whose_name = forms.ChoiceField(label=_("누구의 이름으로 함께하나요?"))
    stakeholder = stakeholder_field()
    shares = shares_field(label=_("낼 출자좌수"))
    agrees = forms.BooleanField(label=_("정관 초안을 읽었고 설립에 동의합니다."))

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_whose_name"].choices = names  # type: ignore[attr-defined]


class FilingForm(forms.Form):
    on = day_field(label=_("서류를 낸 날"))
    note = forms.CharField(label=_("어디에 냈나요?"), required=False, max_length=200)


class AcceptanceForm(forms.Form):
    on = day_field(label=_("받아들여진 날"))
    number = forms.CharField(label=_("신고·인가 번호"), required=False, max_length=40)
    is_deemed = forms.BooleanField(label=_("답이 없어 받아들인 것으로 봅니다"), required=False)


class RegistrationForm(forms.Form):
    on = day_field(label=_("등기한 날"))
    organization = OrganizationField(
        label=_("이미 등록된 조직이면"), required=False, max_length=200,
        help_text=_("군의 조직 등록부에 있으면 등록번호나 이름을 적으세요. 없으면 새로 등록해 달라고 군에 알려 주세요."),
    )  # fmt: skip


class AbandonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300)
