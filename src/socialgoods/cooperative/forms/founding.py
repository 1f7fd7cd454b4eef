"""Forms of a founding and of the articles."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.forms.register import OrganizationField, shares_field, stakeholder_field
from socialgoods.cooperative.models import Articles, Consent, Cooperative, CooperativeKind, MainBusiness
from socialgoods.people.forms.people import PersonField
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field
from socialgoods.registry.models import Residence


class BeginForm(forms.Form):
    organization = forms.ChoiceField(
        label=_("누가 시작하나요?"), required=False,
        help_text=_("조직이 협동조합으로 새로 태어나면 그 조직을 고르세요. 등기하고 나면 조직의 기록과 이어집니다."),
    )  # fmt: skip
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
    in_gun = forms.BooleanField(
        label=_("주된 사무소가 군에 있습니다"), required=False, initial=True,
        help_text=_("의료복지사회적협동조합은 군에서 더 적은 인원과 출자금으로 만들 수 있습니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            del self.fields["organization"]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        is_social = read.get("kind") in {CooperativeKind.SOCIAL, CooperativeKind.MEDICAL}
        if is_social and not read.get("is_federation") and not read.get("main_business"):
            self.add_error("main_business", _("사회적협동조합은 주사업을 골라야 합니다."))
        return read


class DescribeForm(forms.ModelForm):
    class Meta:
        model = Cooperative
        fields = ("name", "main_business", "purpose", "office", "phone", "in_gun")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


MORE = ("demanded_by", "demand_days", "related_together", "votes")
"""What stands in `Articles.more`; left empty it is as the law or the model articles say."""

BAND = re.compile(r"([\d,]+)\s*좌\s*(?:이상)?\s*([\d,]+)\s*표")
ONE = re.compile(r"([\d,]+)\s*번\s*([\d,]+)\s*표")


class VotesField(forms.CharField):
    """`100좌 2표` or `3번 5표`, a line each: what `actions.roll.votes_of` reads. Not both."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        lines = [f"{least:,}좌 {votes:,}표" for least, votes in value.get("by_shares", [])]
        return "\n".join([*lines, *(f"{number}번 {votes:,}표" for number, votes in value.get("by_member", {}).items())])

    def clean(self, value: Any) -> dict[str, Any]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        for pattern, name in ((BAND, "by_shares"), (ONE, "by_member")):
            read = [pattern.fullmatch(line) for line in lines]
            if lines and all(read):
                pairs = [[int(each.replace(",", "")) for each in found.groups()] for found in read if found]
                if len({first for first, _votes in pairs}) < len(pairs) or any(
                    not 1 <= votes <= 1000 for _first, votes in pairs
                ):
                    raise forms.ValidationError(
                        _("같은 줄이 두 번 있거나 표의 수가 1에서 1,000 사이가 아닙니다."), code="twice"
                    )
                by_shares = name == "by_shares"
                return {name: sorted(pairs) if by_shares else {str(number): votes for number, votes in pairs}}
        if lines:
            raise forms.ValidationError(
                _("한 줄에 ‘100좌 2표’나 ‘3번 5표’처럼, 한 가지 방식으로만 적어 주세요."), code="unread"
            )
        return {}


class ArticlesForm(forms.ModelForm):
    share_price_won = MoneyField(label=_("출자 1좌 금액"), required=True)
    loan_limit_won = MoneyField(label=_("조합원 한 명의 소액대출 한도"), required=False)
    business = forms.CharField(
        label=_("하는 사업"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("한 줄에 하나씩 적으세요. 교육, 협동조합끼리의 협력, 홍보와 지역사회 기여는 정관에 저절로 들어갑니다."),
    )  # fmt: skip

    demanded_by = forms.IntegerField(
        label=_("총회 소집 요구: 조합원 몇 분의 1"), required=False, min_value=2, max_value=100,
        help_text=_("비워 두면 5분의 1입니다. 표준정관을 따른 값입니다."),
    )  # fmt: skip
    demand_days = forms.IntegerField(
        label=_("요구받고 며칠 안에 소집하나요?"), required=False, min_value=1, max_value=60,
        help_text=_("비워 두면 14일입니다. 표준정관을 따른 값입니다."),
    )  # fmt: skip
    related_together = forms.BooleanField(
        label=_("특수관계인의 출자좌를 함께 세어 한도를 지킵니다"), required=False,
        help_text=_("법은 조합원 한 사람씩 셉니다. 의료복지사회적협동조합은 언제나 함께 셉니다."),
    )  # fmt: skip
    votes = VotesField(
        label=_("회원의 의결권"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("비워 두면 한 회원에 한 표입니다. 출자좌수로 정하면 한 줄에 ‘100좌 2표’처럼, 회원마다 정하면 ‘3번 5표’처럼 적으세요."),
    )  # fmt: skip

    class Meta:
        model = Articles
        fields = (
            "share_price_won", "least_shares", "end_month", "notice_days", "reserve_percent", "withdrawal_notice_days", "has_delegates",
            "directors_least", "auditors_least", "term_years", "has_board", "allows_written_votes", "allows_electronic_votes",
            "loan_limit_won", "loan_late_rate", "usage_dividend_percent",
        )  # fmt: skip

    def __init__(self, *args: Any, is_social: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["business"].initial = "\n".join(self.instance.more.get("business", []))
        self.order_fields(["business", *self.Meta.fields])
        for name in MORE:
            self.fields[name].initial = self.instance.more.get(name)
        left_out = ["usage_dividend_percent"] if is_social else ["loan_limit_won", "loan_late_rate"]
        left_out += ["related_together"] if self.instance.cooperative.kind == CooperativeKind.MEDICAL else []
        left_out += [] if self.instance.cooperative.is_federation else ["votes"]
        for name in left_out:
            del self.fields[name]

    def clean_loan_limit_won(self) -> int:
        return self.cleaned_data.get("loan_limit_won") or 0

    def clean_business(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["business"].splitlines() if line.strip()]

    def variables(self) -> dict[str, Any]:
        read = {name: value for name, value in self.cleaned_data.items() if name in self.Meta.fields}
        more = {**self.instance.more, "business": self.cleaned_data["business"]}
        for name in MORE:
            if name in self.cleaned_data:
                more.pop(name, None)
                more |= {name: self.cleaned_data[name]} if self.cleaned_data[name] else {}
        return read | {"more": more}


class ItselfForm(forms.Form):
    """Name, purpose and office stand in the articles: they change with them."""

    name = forms.CharField(label=_("조합의 이름"), max_length=120)
    purpose = forms.CharField(label=_("목적"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    office = forms.CharField(label=_("주된 사무소"), max_length=200, required=False)


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
    related_to = forms.ModelChoiceField(
        Consent.objects.none(), label=_("특수관계인"), required=False, empty_label=_("없음"),
        help_text=_("먼저 동의한 사람의 가족이나 특수관계인이면 그 사람을 고르세요. 함께 10%까지 출자할 수 있습니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others is None:
            del self.fields["related_to"]
        else:
            self.fields["related_to"].queryset = others  # type: ignore[attr-defined]


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
        help_text=_("군의 조직 등록부에 있으면 등록번호나 이름을 적으세요. 비워 두면 아래 분야와 읍·면으로 새로 등록합니다."),
    )  # fmt: skip
    sector = forms.ChoiceField(label=_("분야"), required=False)
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("읍·면"), required=False, empty_label=_("아직 모름")
    )

    def __init__(self, *args: Any, has_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_record = has_record
        self.fields["sector"].choices = [("", _("고르세요")), *codes.sectors().items()]  # type: ignore[attr-defined]
        if has_record:
            for name in ("organization", "sector", "district"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if not self.has_record and not self.errors and not read.get("organization") and not read.get("sector"):
            self.add_error(
                "sector", _("조직 등록부에 새로 올릴 분야를 고르세요. 이미 있으면 위에 등록번호를 적으세요.")
            )
        return read

    def read(self) -> dict[str, Any]:
        read = self.cleaned_data
        if self.has_record or read["organization"]:
            return {"on": read["on"], "organization": read.get("organization")}
        place = read["district"]
        fields = {"sector": read["sector"], "district": place} | ({"residence": Residence.INSIDE} if place else {})
        return {"on": read["on"], "fields": fields}


class StewardForm(forms.Form):
    person = PersonField(label=_("누구에게"))
    starts_on = day_field(label=_("언제부터"))


class ChangeNotedForm(forms.Form):
    registered_on = day_field(label=_("변경등기한 날"))


class AbandonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300)
