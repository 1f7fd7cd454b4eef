"""Forms of an assembly."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models import (
    AgendaItem,
    Assembly,
    AssemblyKind,
    Attendance,
    Cooperative,
    Demand,
    ItemKind,
    Member,
    Office,
    Way,
)
from socialgoods.cooperative.queries.register import members_on
from socialgoods.cooperative.rules.resolution import SUBJECTS
from socialgoods.kernel.files import Fit, Unfit, look_at
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry.forms.organization import day_field

MOMENT = "%Y-%m-%dT%H:%M"
AT_A_FOUNDING = ("founding", "plan", "budget", "officers", "other")
"""What a founding assembly can decide on; of the rest a co-operative that is registered decides."""
NOBODY = _("이런 이름이나 명부 번호가 없습니다: %(said)s")
SEVERAL = _("같은 이름이 여럿입니다. 명부 번호를 적어 주세요: %(said)s")


def moment_field(**options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(input_formats=[MOMENT], widget=widget, **options)


def find(rows: Any, said: str) -> Any:
    """By number, or by the whole name where only one has it."""
    wanted: dict[str, Any] = {"number": int(said)} if said.isdecimal() and len(said) <= 9 else {"name": said}
    found = list(rows.filter(**wanted)[:2])
    if len(found) != 1:
        raise ValidationError(SEVERAL if found else NOBODY, params={"said": said}, code="nobody")
    return found[0]


class NamesField(forms.CharField):
    """Names or numbers, one a line or divided by commas, of rows that are given later."""

    rows: Any = Attendance.objects.none()

    def clean(self, value: Any) -> list[Any]:
        written = super().clean(value) or ""
        return [find(self.rows, said.strip()) for said in re.split(r"[,\n]", written) if said.strip()]


class NameField(NamesField):
    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found[0] if found else None


class AssemblyForm(forms.ModelForm):
    held_at = moment_field(label=_("여는 때"))
    record_on = day_field(
        label=_("명부 기준일"),
        help_text=_("이 날 조합원인 사람이 의결권을 가집니다. 소집을 알리는 날이거나 그보다 앞이어야 합니다."),
    )
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
        is_before = cooperative.state != "registered"
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
    about = NameField(
        label=_("누구의 일인가요?"),
        required=False,
        help_text=_("제명, 양도, 환급처럼 한 조합원의 일이면 이름이나 조합원 번호를 적습니다."),
    )
    office = forms.ChoiceField(
        label=_("뽑는 자리"),
        required=False,
        choices=[("", _("선거가 아님")), *Office.choices, ("delegate", _("대의원"))],
    )
    seats = forms.IntegerField(label=_("뽑는 수"), min_value=1, max_value=100, initial=1)
    is_secret = forms.BooleanField(label=_("무기명으로 투표합니다"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, item: AgendaItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            names = ("title", "text", "kind", "subject", "office", "seats", "is_secret")
            kwargs["initial"] = {name: getattr(item, name) for name in names} | {
                "about": item.about and item.about.number
            }
        super().__init__(*args, **kwargs)
        is_founding = assembly.kind == AssemblyKind.FOUNDING
        keys = list(AT_A_FOUNDING) if is_founding else [key for key in SUBJECTS if key != "founding"]
        if assembly.is_delegates:
            keys = [key for key in keys if not SUBJECTS[key].is_for_all]
        self.fields["subject"].choices = [(key, SUBJECTS[key].title) for key in keys]  # type: ignore[attr-defined]
        if item is None:
            self.fields["subject"].initial = "founding" if is_founding else "other"
        if is_founding:
            del self.fields["about"]
        else:
            self.fields["about"].rows = members_on(assembly.cooperative, assembly.record_on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        is_election = read.get("kind") == ItemKind.ELECTION
        if is_election and not read.get("office"):
            self.add_error("office", _("어느 자리를 뽑는지 골라 주세요."))
        if is_election:
            read["subject"] = "officers"
        else:
            read["office"] = ""
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
    chair_name = forms.CharField(
        label=_("의장"), max_length=120,
        help_text=_("회의를 이끌고 의사록에 서명할 사람의 이름이나 명부 번호입니다."),
    )  # fmt: skip
    is_outside = forms.BooleanField(label=_("명부에 없는 사람입니다"), required=False)

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assembly = assembly

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        read["chair"] = None
        said = read.get("chair_name", "").strip()
        if said and not read.get("is_outside"):
            try:
                read["chair"] = find(self.assembly.roll.all(), said)
            except ValidationError as error:
                self.add_error("chair_name", error)
        return read


class PostponeForm(forms.Form):
    held_at = moment_field(label=_("새로 여는 때"))
    place = forms.CharField(label=_("곳"), max_length=200)
    reason = forms.CharField(label=_("까닭"), max_length=300, help_text=_("알리는 글에 적힙니다."))


class ProxyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("누가 대신 나오나요?"), choices=[("member", _("다른 조합원")), ("family", _("함께 사는 가족"))]
    )
    holder = NameField(
        label=_("다른 조합원이면"),
        required=False,
        max_length=120,
        help_text=_("이름을 그대로 적거나 조합원 번호를 적어 주세요."),
    )
    name = forms.CharField(label=_("가족이면 이름"), required=False, max_length=120)
    is_written = forms.BooleanField(
        label=_("위임장을 받았습니다"), required=False, help_text=_("이름과 서명이 있는 종이를 조합이 보관합니다.")
    )

    def __init__(self, *args: Any, attendance: Attendance, runs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Attendance.objects.filter(assembly=attendance.assembly_id)
        self.fields["holder"].rows = rows  # type: ignore[attr-defined]
        if not runs:
            del self.fields["is_written"]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("kind") == "member" and not read.get("holder") and "holder" not in self.errors:
            self.add_error("holder", _("대신 나올 조합원의 이름을 적어 주세요."))
        if read.get("kind") == "family" and not read.get("name"):
            self.add_error("name", _("대신 나올 가족의 이름을 적어 주세요."))
        return read


class HereForm(forms.Form):
    code = forms.CharField(
        label=_("참석 번호"), max_length=6, help_text=_("회의장 화면에 있는 여섯 자리 번호입니다."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300)


class ToldForm(forms.Form):
    """Rows that were ticked, and how they were told."""

    way = forms.ChoiceField(choices=[(way.value, way.label) for way in (Way.POST, Way.HAND, Way.PHONE)])
    row = forms.ModelMultipleChoiceField(Attendance.objects.none())

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].queryset = assembly.roll.all()  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    text = forms.CharField(label=_("의사록"), widget=forms.Textarea(attrs={"rows": 24}), max_length=200_000)


class SignersForm(forms.Form):
    signers = NamesField(
        label=_("서명할 조합원"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "총회에서 뽑은 세 명 이상의 이름이나 명부 번호를 한 줄에 하나씩 적어 주세요. 의장은 따로 적지 않습니다."
        ),
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signers"].rows = assembly.roll.all()  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Who has signed on paper: one of those who are still missing."""

    who = forms.ChoiceField(label=_("서명한 사람"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, missing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = missing  # type: ignore[attr-defined]


class DemandForm(forms.ModelForm):
    in_whose_name = forms.ModelChoiceField(Member.objects.none(), label=_("누구의 이름으로 요구하나요?"))

    class Meta:
        model = Demand
        fields = ("purpose", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_whose_name"].queryset = members  # type: ignore[attr-defined]


class PaperSignatureForm(forms.Form):
    members = NamesField(
        label=_("종이에 서명한 조합원"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("이름이나 조합원 번호를 한 줄에 하나씩 적어 주세요."),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].rows = members  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    held_at = moment_field(label=_("여는 때"))
    place = forms.CharField(label=_("곳"), max_length=200)


class DelegatesForm(forms.Form):
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("뽑은 안건"), required=False, empty_label=_("마을이나 구역에서 뽑음"),
        help_text=_("총회에서 뽑았으면 그 안건을 고릅니다."),
    )  # fmt: skip
    members = NamesField(
        label=_("마을이나 구역에서 뽑은 조합원"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("이름이나 조합원 번호를 한 줄에 하나씩 적어 주세요."),
    )
    starts_on = day_field(label=_("임기 시작"))
    ends_on = day_field(label=_("임기 끝 (이 날부터는 아님)"))

    def __init__(self, *args: Any, cooperative: Cooperative, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].rows = members  # type: ignore[attr-defined]
        items = AgendaItem.objects.filter(assembly__cooperative=cooperative, office="delegate", state="done")
        self.fields["item"].queryset = items.select_related("assembly").order_by("-pk")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = day_field(label=_("물러나는 날"))
