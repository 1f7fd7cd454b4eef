"""An assessment's questions as fields, dimension by dimension. What is not posted is not touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.diagnosis.models import Purpose, View, Way
from socialgoods.diagnosis.rules.assessment import Asked, understood

NOTE_AT_MOST = 500
PAST_YEARS = 6


@dataclass(frozen=True)
class Question:
    number: int
    item: Asked
    score: int | None
    is_reached: bool
    note: str
    begins: bool = False
    """The first of an item's questions: its title and help stand above."""
    agreed: int | None = None
    """What the review settled on instead."""

    @property
    def steps(self) -> range:
        return range(1, self.item.scale + 1)

    @property
    def is_settled(self) -> bool:
        return self.agreed is not None

    @property
    def is_none(self) -> bool:
        return self.is_reached and self.score is None


@dataclass(frozen=True)
class Section:
    name: str
    questions: list[Question]
    anchor: str

    @property
    def reached(self) -> int:
        return sum(question.is_reached for question in self.questions)


def sections(
    items: Sequence[Asked], answers: Mapping[str, Any], notes: Mapping[str, str], agreed: Mapping[str, int]
) -> list[Section]:
    found, before = dict[str, list[Question]](), ""
    for number, item in enumerate(items, start=1):
        code = item.code
        begins, before = bool(item.of) and item.of != before, item.of
        said = answers.get(code), code in answers, notes.get(code, "")
        question = Question(number, item, *said, begins, agreed.get(code))
        found.setdefault(item.section, []).append(question)
    return [Section(name, rows, f"section-{place}") for place, (name, rows) in enumerate(found.items(), start=1)]


def posted(
    items: Sequence[Asked], data: Mapping[str, str], prefix: str = "item"
) -> tuple[dict[str, int | None], dict[str, str]]:
    """Answers and notes that were posted; what no scale has is left out."""
    answers = dict(_answers(items, data, prefix))
    notes = {
        item.code: data[f"note:{item.code}"].strip()[:NOTE_AT_MOST] for item in items if f"note:{item.code}" in data
    }
    return answers, notes


def _answers(items: Sequence[Asked], data: Mapping[str, str], prefix: str) -> Iterator[tuple[str, int | None]]:
    for item in items:
        text = data.get(f"{prefix}:{item.code}", "").strip().replace(",", "")
        try:
            if text:
                yield item.code, understood(item, text)
        except ValueError:
            continue


def cleared(items: Sequence[Asked], data: Mapping[str, str]) -> frozenset[str]:
    """Numbers that were taken out again."""
    names = {item.code: f"item:{item.code}" for item in items if item.kind == "number"}
    return frozenset(code for code, name in names.items() if name in data and not data[name].strip())


class OwnStartForm(forms.Form):
    """How an organisation begins: which of the two, for which year; a small one may ask for all questions."""

    purpose = forms.ChoiceField(label=_("무엇을"), choices=Purpose.choices, required=False)
    year = forms.IntegerField(
        label=_("회계연도"),
        error_messages={"required": _("회계연도를 골라 주세요."), "invalid": _("회계연도를 골라 주세요.")},
    )
    form = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = year

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not self.now - PAST_YEARS <= year <= self.now:
            raise forms.ValidationError(_("올해와 지난 여섯 회계연도만 진단할 수 있습니다."))
        return year

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        data = self.cleaned_data
        purpose = data["purpose"] or Purpose.COUNTY
        return {"purpose": purpose, "year": data["year"], "form": data["form"], "view": View.OWN, "way": Way.ONLINE}


class StartForm(OwnStartForm):
    """How an advisor begins: for the organisation, from paper, or on a visit."""

    way = forms.ChoiceField(
        label=_("어떻게 적나요"), choices=[(way, Way(way).label) for way in (Way.ASSISTED, Way.PAPER, Way.VISIT)]
    )
    visited_on = forms.DateField(label=_("찾아간 날"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, today, year, **kwargs):
        super().__init__(*args, year=year, **kwargs)
        self.today = today
        years = range(year, year - PAST_YEARS - 1, -1)
        self.fields["year"].widget = forms.Select(choices=[(each, str(each)) for each in years])

    def clean(self):
        data = super().clean()
        day = data.get("visited_on")
        if data.get("way") == Way.VISIT and not day:
            self.add_error("visited_on", _("방문 진단은 찾아간 날을 적어 주세요."))
        elif day and day > self.today:
            self.add_error("visited_on", _("아직 오지 않은 날입니다."))
        return data

    def told(self) -> dict[str, Any]:
        way = self.cleaned_data["way"]
        is_visit = way == Way.VISIT
        day = self.cleaned_data["visited_on"] if is_visit else None
        view = View.VISIT if is_visit else View.OWN
        return {**super().told(), "way": way, "view": view, "visited_on": day}


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("살펴본 말"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
