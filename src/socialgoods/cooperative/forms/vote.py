"""Forms of the chair's table and of the tellers. The ballot itself is drawn by its template."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from socialgoods.cooperative.models import AgendaItem, Attendance, Steward
from socialgoods.cooperative.rules import count
from socialgoods.people.models import User


class NomineeForm(forms.Form):
    who = forms.ChoiceField(required=False)
    name = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = item.assembly.roll.select_related("member", "consent").order_by("name")
        self.roll = {str(row.pk): row for row in rows}
        self.fields["who"].label = _("명부에서 고르기")
        self.fields["who"].choices = [("", "—"), *((pk, row.name) for pk, row in self.roll.items())]
        self.fields["name"].label = _("이름(조합원이 아닌 후보, 또는 조직을 대표하는 사람)")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        row = self.roll.get(said.get("who", ""))
        if row is None and not said.get("name"):
            self.add_error("who", _("후보를 고르거나 이름을 적어 주세요."))
        return {
            "member": row.member if row else None,
            "consent": row.consent if row else None,
            "name": said.get("name", ""),
        }


class TellersForm(forms.Form):
    one = forms.ModelChoiceField(User.objects.none())
    two = forms.ModelChoiceField(User.objects.none(), required=False)
    on_roll = forms.ModelChoiceField(
        Attendance.objects.none(), label=_("계정이 없으면 명부에서"), required=False, empty_label=_("없음"),
        help_text=_("두 번째 분이 계정이 없으면 위를 비우고 여기에서 고른 뒤, 그분이 직접 암호말을 적게 해 주세요."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("그분의 암호말"), required=False, max_length=60, strip=True, help_text=_("여섯 자 이상. 이 투표에만 씁니다."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("암호말 한 번 더"), required=False, max_length=60, strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, item: AgendaItem, user: Any, **kwargs: Any) -> None:
        """Members on the roll (at a founding: who consented) and staff, each with an account."""
        super().__init__(*args, **kwargs)
        roll = item.assembly.roll
        staff = Steward.objects.filter(cooperative=item.assembly.cooperative, ends_on=None).values("user")
        known = User.objects.filter(pk__in=staff) | User.objects.filter(pk=user.pk)
        for side in ("member", "consent"):
            firms = roll.exclude(**{f"{side}__organization": None}).values(f"{side}__organization")
            known |= User.objects.filter(pk__in=roll.exclude(**{f"{side}__user": None}).values(f"{side}__user"))
            known |= User.objects.filter(representations__organization__in=firms, representations__ends_on=None)
        for name, label in (("one", _("첫째 검표인")), ("two", _("둘째 검표인"))):
            field: Any = self.fields[name]
            field.queryset, field.label, field.empty_label = known.distinct().order_by("name"), label, _("고르세요")
            field.label_from_instance = lambda person: person.name or person.username
        self.fields["on_roll"].queryset = roll.order_by("number", "name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and bool(said.get("two")) == bool(said.get("on_roll")):
            self.add_error("two", _("둘째 검표인을 한 사람만 골라 주세요. 계정이 없으면 아래에서 고릅니다."))
        return said

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        users = [each for each in (said["one"], said["two"]) if each]
        return {"users": users, **{name: said[name] for name in ("on_roll", "code", "again")}}


class PaperForm(forms.Form):
    """What was counted on paper: a number for each line of the ballot, and how many ballots were void or left blank."""

    def __init__(self, *args: Any, asked: count.Form, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for choice in asked.choices:
            label = words[choice]
            if asked.marks > 1 and choice in {count.ABSTAIN, count.INVALID}:
                label = _("%(what)s 투표지(장)") % {"what": label}
            self.fields[f"c{choice}"] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=1_000_000,
                initial=0,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def counts(self) -> dict[str, int]:
        return {choice: self.cleaned_data[f"c{choice}"] for choice in self.asked.choices}


class HandsForm(forms.Form):
    """Who raised a hand for what. Who is left out has not voted."""

    def __init__(
        self, *args: Any, asked: count.Form, words: Mapping[str, str], waiting: Sequence[Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {f"v{row.pk}": row for row in waiting}
        single = [choice for choice in asked.choices if choice != count.INVALID]
        options = [("", _("아직")), *((choice, words[choice]) for choice in single)]
        self.fields["rest"] = forms.ChoiceField(label=_("아래에서 고르지 않은 모두"), choices=options, required=False)
        for name, row in self.waiting.items():
            self.fields[name] = forms.ChoiceField(label=row.name, choices=options, required=False)

    def choices(self) -> dict[Attendance, str]:
        rest = self.cleaned_data["rest"]
        said = {row: self.cleaned_data[name] or rest for name, row in self.waiting.items()}
        return {row: choice for row, choice in said.items() if choice}
