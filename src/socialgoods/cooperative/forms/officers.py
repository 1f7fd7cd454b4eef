"""Forms of officers and board. What the law refuses the actions refuse; here only what cannot be read."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models import AgendaItem, Cooperative, ItemState, Member, Office, Officer
from socialgoods.cooperative.rules.board import Decision
from socialgoods.kernel.periods import SEOUL
from socialgoods.people.forms.people import PersonField
from socialgoods.registry.forms.organization import day_field

DECISIONS = 3


class OnForm(forms.Form):
    on = day_field(label=_("기준일"), required=False)


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: AgendaItem) -> str:  # type: ignore[override]
        return f"{item.assembly.held_at.astimezone(SEOUL):%Y. %-m. %-d.} {item.assembly.title}: {item}"


def decided_items(cooperative: Cooperative, *subjects: str) -> Any:
    rows = AgendaItem.objects.filter(assembly__cooperative=cooperative, subject__in=subjects, state=ItemState.DONE)
    return rows.select_related("assembly").order_by("-assembly__held_at", "number")


class OfficeForm(forms.Form):
    office = forms.ChoiceField(label=_("자리"), choices=[("", _("고르세요")), *Office.choices])
    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("조합원"), required=False, empty_label=_("조합원이 아님"),
        help_text=_("조합원이 아닌 이사라면 비워 두고 이름을 적으세요."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("이름"), required=False, max_length=120,
        help_text=_("조합원이 조직이면 임원이 되는 사람의 이름을 적으세요."),
    )  # fmt: skip
    person = PersonField(
        label=_("계정"),
        required=False,
        help_text=_("이 시스템에 계정이 있으면 적으세요. 임원은 조합 일을 볼 수 있게 됩니다."),
    )
    item = ItemChoice(AgendaItem.objects.none(), label=_("뽑은 총회 안건"), empty_label=_("고르세요"))
    starts_on = day_field(label=_("임기 시작일"))
    is_employee = forms.BooleanField(label=_("직원을 겸합니다"), required=False)
    staff = forms.IntegerField(
        label=_("조합의 직원 수"), required=False, min_value=0, max_value=100_000,
        help_text=_("직원을 겸할 때만 적으세요. 겸해도 되는지 살피는 데 씁니다."),
    )  # fmt: skip
    chairs_elsewhere = forms.BooleanField(label=_("다른 협동조합의 이사장입니다"), required=False)

    def __init__(self, *args: Any, cooperative: Cooperative, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = (
            Member.objects.running_on(on).filter(cooperative=cooperative).order_by("number")
        )
        self.fields["item"].queryset = decided_items(cooperative, "officers", "founding").filter(is_passed=True)


class ElectedForm(forms.Form):
    starts_on = day_field(label=_("임기 시작일"))
    person = PersonField(
        label=_("계정"),
        required=False,
        help_text=_("이 시스템에 계정이 있으면 적으세요. 임원은 조합 일을 볼 수 있게 됩니다."),
    )
    is_employee = forms.BooleanField(label=_("직원을 겸합니다"), required=False)
    staff = forms.IntegerField(label=_("조합의 직원 수"), required=False, min_value=0, max_value=100_000)
    chairs_elsewhere = forms.BooleanField(label=_("다른 협동조합의 이사장입니다"), required=False)


class StepDownForm(forms.Form):
    on = day_field(label=_("물러난 날"), help_text=_("이날부터 임원이 아닙니다."))
    why = forms.CharField(label=_("까닭"), max_length=200)


class DemandForm(forms.Form):
    on = day_field(label=_("요구한 날"))
    demanded_by = forms.IntegerField(label=_("요구한 조합원 수"), min_value=1, max_value=1_000_000)
    reason = forms.CharField(label=_("까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RecallForm(forms.Form):
    item = ItemChoice(AgendaItem.objects.none(), label=_("해임을 의결한 총회 안건"), empty_label=_("고르세요"))

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = decided_items(cooperative, "recall")


class MeetingForm(forms.Form):
    day = day_field(label=_("연 날"))
    time = forms.TimeField(label=_("연 시각"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("곳"), max_length=200, required=False)
    present = forms.ModelMultipleChoiceField(
        Officer.objects.none(), label=_("참석한 이사"), widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.CharField(
        label=_("의사록"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("논의한 내용과 나온 의견을 적으세요."),
    )  # fmt: skip

    def __init__(self, *args: Any, directors: list[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = Officer.objects.filter(pk__in=[row.pk for row in directors]).order_by(
            "office", "pk"
        )

    def held_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=SEOUL)


class DecisionForm(forms.Form):
    title = forms.CharField(label=_("의안"), max_length=200, required=False)
    yes = forms.IntegerField(label=_("찬성"), min_value=0, max_value=1_000, required=False)
    no = forms.IntegerField(label=_("반대"), min_value=0, max_value=1_000, required=False)
    abstained = forms.IntegerField(label=_("기권"), min_value=0, max_value=1_000, required=False)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if not read.get("title") and any(read.get(name) for name in ("yes", "no", "abstained")):
            raise ValidationError(_("표를 적은 의안의 제목을 적어 주세요."), code="title")
        return read


DecisionFormSet = forms.formset_factory(DecisionForm, extra=DECISIONS, max_num=20)


def decisions_of(formset: Any) -> list[Decision]:
    return [
        Decision(read["title"], read.get("yes") or 0, read.get("no") or 0, read.get("abstained") or 0)
        for read in formset.cleaned_data
        if read.get("title")
    ]
