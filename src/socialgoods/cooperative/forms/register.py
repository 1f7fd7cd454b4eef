"""Forms of the register. What the law refuses the actions refuse; here only what cannot be read."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models import (
    AgendaItem,
    Cooperative,
    DepartureKind,
    Member,
    PaymentKind,
    RelationKind,
    Stakeholder,
)
from socialgoods.people.forms.people import PersonField
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field
from socialgoods.registry.models import Organization

KEY = r"\A[0-9a-f-]{32,36}\Z"


def new_key() -> str:
    return str(uuid.uuid4())


class OnceForm(forms.Form):
    """Sent twice it is done once."""

    key = forms.RegexField(KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


def shares_field(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=10_000_000, **options)


def stakeholder_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("조합원 유형"),
        choices=[("", _("고르세요")), *Stakeholder.choices],
        help_text=_("조합과 어떤 사이인가요? 사회적협동조합은 두 가지 이상의 유형이 있어야 합니다."),
    )


class OrganizationField(forms.CharField):
    """By its number in the register, or its whole name."""

    def clean(self, value: Any) -> Organization | None:
        written = super().clean(value)
        if not written:
            return None
        rows = Organization.objects.listed()
        found = list(rows.filter(code__iexact=written)[:1]) or list(rows.filter(name=written)[:2])
        if not found:
            raise ValidationError(_("이런 등록번호나 이름의 조직이 없습니다."), code="nobody")
        if len(found) > 1:
            raise ValidationError(_("이름이 같은 조직이 둘 이상입니다. 등록번호를 적어 주세요."), code="several")
        return found[0]


class MemberForm(forms.Form):
    organization = OrganizationField(
        label=_("조직"), required=False, max_length=200, help_text=_("조직이 가입하면 등록번호나 이름을 적으세요.")
    )
    person = PersonField(label=_("사람"), required=False)
    name = forms.CharField(
        label=_("이름"), required=False, max_length=120,
        help_text=_("등록한 조직도 계정이 있는 사람도 아니면 이름만 적습니다."),
    )  # fmt: skip
    stakeholder = stakeholder_field()
    is_employee = forms.BooleanField(label=_("조합의 직원입니다"), required=False)
    starts_on = day_field(label=_("가입일"))

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if not self.errors and sum(bool(read.get(name)) for name in ("organization", "person", "name")) != 1:
            raise ValidationError(_("조직, 사람, 이름 가운데 하나만 적어 주세요."), code="one_of_three")
        return read


class JoinForm(forms.Form):
    in_whose_name = forms.ChoiceField(label=_("누구의 이름으로 가입하나요?"))
    stakeholder = stakeholder_field()
    shares = shares_field(label=_("출자할 좌수"))

    def __init__(self, *args: Any, names: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_whose_name"].choices = names  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("까닭"),
        max_length=300,
        required=False,
        help_text=_("신청한 분이 그대로 읽습니다. 정당한 까닭이 있어야 합니다."),
    )


class SubscribeForm(OnceForm):
    shares = shares_field(label=_("더 출자할 좌수"))
    on = day_field(label=_("청약한 날"))
    due_on = day_field(label=_("낼 날"), required=False)


class OwnSubscribeForm(OnceForm):
    shares = shares_field(label=_("더 출자할 좌수"))


class PayForm(OnceForm):
    amount = MoneyField(label=_("낸 금액"), required=True)
    paid_on = day_field(label=_("낸 날"))
    kind = forms.ChoiceField(
        label=_("무엇으로"),
        choices=[choice for choice in PaymentKind.choices if choice[0] != PaymentKind.CONVERTED],
        initial=PaymentKind.CASH,
    )
    text = forms.CharField(
        label=_("무엇을, 어떻게 평가했나요?"), required=False, max_length=200,
        help_text=_("현물이면 꼭 적습니다. 예: 중고 트럭 1대, 감정평가서 2018-12호"),
    )  # fmt: skip


class DayForm(forms.Form):
    on = day_field(label=_("날짜"))


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.assembly.title} · {obj}"


def items_of(cooperative: Cooperative, subject: str) -> Any:
    rows = AgendaItem.objects.filter(assembly__cooperative=cooperative, subject=subject, is_passed=True)
    return rows.select_related("assembly").order_by("-assembly__held_at", "number")


def item_field() -> ItemField:
    return ItemField(
        AgendaItem.objects.none(), label=_("의결한 안건"), required=False, empty_label=_("고르세요"),
        help_text=_("총회에서 가결된 안건만 보입니다."),
    )  # fmt: skip


class TransferForm(OnceForm):
    taker = forms.ModelChoiceField(Member.objects.none(), label=_("받는 조합원"), empty_label=_("고르세요"))
    shares = shares_field(label=_("넘길 좌수"))
    on = day_field(label=_("넘기는 날"))
    item = item_field()

    def __init__(self, *args: Any, giver: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.filter(cooperative=giver.cooperative, ends_on=None).exclude(pk=giver.pk)
        self.fields["taker"].queryset = others.order_by("number")  # type: ignore[attr-defined]
        self.fields["item"].queryset = items_of(giver.cooperative, "transfer")  # type: ignore[attr-defined]


class RelationForm(forms.Form):
    other = forms.ModelChoiceField(Member.objects.none(), label=_("특수관계인인 조합원"), empty_label=_("고르세요"))
    kind = forms.ChoiceField(label=_("어떤 관계인가요?"), choices=[("", _("고르세요")), *RelationKind.choices])
    on = day_field(label=_("언제부터"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.filter(cooperative=member.cooperative, ends_on=None).exclude(pk=member.pk)
        self.fields["other"].queryset = others.order_by("number")  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    kind = forms.ChoiceField(label=_("어떻게 떠나나요?"), choices=DepartureKind)
    notified_on = day_field(
        label=_("알린 날"), help_text=_("탈퇴는 알려 온 날, 제명은 사유를 본인에게 보낸 날, 나머지는 조합이 안 날.")
    )
    on = day_field(label=_("조합원이 아니게 되는 날"), help_text=_("이날부터 조합원이 아닙니다."))
    reason = forms.CharField(label=_("사유"), required=False, max_length=300)
    debts_won = MoneyField(
        label=_("조합에 진 빚"),
        help_text=_("있으면 다 갚을 때까지 환급을 미룰 수 있습니다. 출자금과 서로 지우지는 않습니다."),
    )
    may_speak = forms.BooleanField(label=_("제명: 총회에서 본인이 의견을 말할 기회를 주었습니다"), required=False)
    item = item_field()

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items_of(cooperative, "expulsion")  # type: ignore[attr-defined]
        self.fields["item"].label = _("제명을 의결한 안건")


class OwnLeaveForm(forms.Form):
    on = day_field(label=_("탈퇴할 날"), help_text=_("이날부터 조합원이 아닙니다."))
    reason = forms.CharField(label=_("까닭"), required=False, max_length=300)


class RefundForm(OnceForm):
    amount = MoneyField(label=_("환급한 금액"), required=True)
    paid_on = day_field(label=_("환급한 날"))
    item = item_field()
    despite_debts = forms.BooleanField(label=_("조합에 진 빚이 남았지만 환급합니다"), required=False)

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items_of(cooperative, "refund")  # type: ignore[attr-defined]


class DebtsForm(forms.Form):
    debts_won = MoneyField(label=_("조합에 남은 빚"), required=True)


class AsOfForm(forms.Form):
    """The address of a page as of a day; what cannot be read is today."""

    on = day_field(label=_("기준일"), required=False)
    q = forms.CharField(label=_("이름이나 번호"), required=False, max_length=60)
    stakeholder = forms.ChoiceField(
        label=_("조합원 유형"), required=False, choices=[("", _("모든 유형")), *Stakeholder.choices]
    )

    def read(self, today: date) -> dict[str, Any]:
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return {
            "on": found.get("on") or today,
            "q": found.get("q") or "",
            "stakeholder": found.get("stakeholder") or "",
        }
