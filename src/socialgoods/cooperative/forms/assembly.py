"""Forms of an assembly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models import AgendaItem, Assembly, AssemblyKind, Attendance, Cooperative, ItemKind, Office
from socialgoods.cooperative.queries.register import members_on
from socialgoods.cooperative.rules.resolution import SUBJECTS
from socialgoods.kernel.files import Fit, Unfit, look_at
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry.forms.organization import day_field

MOMENT = "%Y-%m-%dT%H:%M"
AT_A_FOUNDING = ("founding", "plan", "budget", "officers", "other")
"""What a founding assembly can decide on; of the rest a co-operative that is registered decides."""


class AssemblyForm(forms.ModelForm):
    held_at = forms.DateTimeField(
        label=_("여는 때"),
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    record_on = day_field(label=_("명부 기준일"), help_text=_("이 날 조합원인 사람이 의결권을 가집니다."))
    title = forms.CharField(
        label=_("이름"), required=False, max_length=120, help_text=_("비워 두면 ‘2019년 정기총회’처럼 적습니다.")
    )
    demanded_by = forms.IntegerField(
        label=_("소집을 요구한 조합원 수"),
        required=False,
        min_value=0,
        help_text=_("조합원이 요구해 여는 임시총회일 때만 적습니다."),
    )

    class Meta:
        model = Assembly
        fields = ("kind", "title", "held_at", "place", "record_on", "is_delegates", "demanded_by")

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_before = cooperative.state == "founding"
        kinds = [kind for kind in AssemblyKind.choices if (kind[0] == AssemblyKind.FOUNDING) == is_before]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if is_before:
            for name in ("record_on", "is_delegates", "demanded_by"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """At a founding everybody counts who consents before it opens."""
        read = super().clean() or {}
        if "record_on" not in self.fields and read.get("held_at"):
            read["record_on"] = seoul_day(read["held_at"])
        return read

    def clean_demanded_by(self) -> int:
        return self.cleaned_data.get("demanded_by") or 0


class ItemForm(forms.Form):
    title = forms.CharField(label=_("안건"), max_length=200)
    text = forms.CharField(label=_("설명"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)
    kind = forms.ChoiceField(label=_("갈래"), choices=ItemKind.choices, initial=ItemKind.RESOLUTION)
    subject = forms.ChoiceField(
        label=_("무엇에 관한 안건인가요?"),
        help_text=_("법이 정한 의결 정족수가 이것으로 정해집니다. 선거는 저절로 임원 선출이 됩니다."),
    )
    about = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("누구의 일인가요?"),
        required=False,
        empty_label=_("한 사람의 일이 아님"),
        help_text=_("제명, 양도, 환급처럼 한 조합원의 일이면 고릅니다."),
    )
    office = forms.ChoiceField(
        label=_("뽑는 자리"),
        required=False,
        choices=[("", _("선거가 아님")), *Office.choices, ("delegate", _("대의원"))],
    )
    seats = forms.IntegerField(label=_("뽑는 수"), min_value=1, max_value=100, initial=1)
    is_secret = forms.BooleanField(label=_("무기명으로 투표합니다"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_founding = assembly.kind == AssemblyKind.FOUNDING
        keys = AT_A_FOUNDING if is_founding else [key for key in SUBJECTS if key != "founding"]
        self.fields["subject"].choices = [(key, SUBJECTS[key].title) for key in keys]  # type: ignore[attr-defined]
        self.fields["subject"].initial = "founding" if is_founding else "other"
        members = members_on(assembly.cooperative, assembly.record_on).order_by("number")
        self.fields["about"].queryset = members  # type: ignore[attr-defined]
        if is_founding:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("kind") == ItemKind.ELECTION:
            read["subject"] = "officers"
            if not read.get("office"):
                self.add_error("office", _("어느 자리를 뽑는지 골라 주세요."))
        return read


class PaperForm(forms.Form):
    file = forms.FileField(label=_("파일"), help_text=_("PDF, 한글(HWPX), 그림이나 표 파일. 20MB까지."))
    name = forms.CharField(label=_("이름"), required=False, max_length=200)

    def clean_file(self) -> Fit:
        file = self.cleaned_data["file"]
        try:
            return look_at(file, file.name or "", file.size)
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit)) from None


class OpenForm(forms.Form):
    chair_name = forms.CharField(label=_("의장"), max_length=120, help_text=_("의사록에 서명할 사람입니다."))


class ProxyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("누가 대신 나오나요?"), choices=[("member", _("다른 조합원")), ("family", _("함께 사는 가족"))]
    )
    holder = forms.ModelChoiceField(Attendance.objects.none(), label=_("다른 조합원이면"), required=False)
    name = forms.CharField(label=_("가족이면 이름"), required=False, max_length=120)
    is_written = forms.BooleanField(
        label=_("위임장을 썼습니다"), required=False, help_text=_("말로만 맡길 수는 없습니다.")
    )

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Attendance.objects.filter(assembly=attendance.assembly_id).exclude(pk=attendance.pk)
        self.fields["holder"].queryset = rows.order_by("name")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300)


class MinutesForm(forms.Form):
    text = forms.CharField(label=_("의사록"), widget=forms.Textarea(attrs={"rows": 24}), max_length=200_000)


class SignForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=120)
    is_chair = forms.BooleanField(label=_("의장입니다"), required=False)
    on_paper = forms.BooleanField(label=_("종이에 서명했습니다"), required=False)
