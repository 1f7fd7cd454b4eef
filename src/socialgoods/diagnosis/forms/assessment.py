"""An assessment's questions as fields, dimension by dimension. What is not posted is not touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.diagnosis.models import View, Way
from socialgoods.diagnosis.rules.assessment import Asked, understood
from socialgoods.registry import codes

NOTE_AT_MOST = 500


@dataclass(frozen=True)
class Question:
    number: int
    item: Asked
    score: int | None
    is_reached: bool
    note: str
    other: int | None = None
    """What the other view says."""

    @property
    def steps(self) -> range:
        return range(1, self.item.scale + 1)

    @property
    def is_none(self) -> bool:
        return self.is_reached and self.score is None


@dataclass(frozen=True)
class Section:
    dimension: str
    name: str
    questions: list[Question]

    @property
    def reached(self) -> int:
        return sum(question.is_reached for question in self.questions)


def sections(items: Sequence[Asked], answers: Mapping[str, Any], notes: Mapping[str, str]) -> list[Section]:
    names, found = codes.dimensions(), dict[str, list[Question]]()
    for number, item in enumerate(items, start=1):
        code = item.code
        question = Question(number, item, answers.get(code), code in answers, notes.get(code, ""))
        found.setdefault(item.dimension, []).append(question)
    return [Section(dimension, names[dimension], rows) for dimension, rows in found.items()]


def posted(items: Sequence[Asked], data: Mapping[str, str]) -> tuple[dict[str, int | None], dict[str, str]]:
    """Answers and notes that were posted; what no scale has is left out."""
    answers = dict(_answers(items, data))
    notes = {
        item.code: data[f"note:{item.code}"].strip()[:NOTE_AT_MOST] for item in items if f"note:{item.code}" in data
    }
    return answers, notes


def _answers(items: Sequence[Asked], data: Mapping[str, str]) -> Iterator[tuple[str, int | None]]:
    for item in items:
        text = data.get(f"item:{item.code}", "")
        try:
            if text:
                yield item.code, understood(item, text)
        except ValueError:
            continue


class StartForm(forms.Form):
    """How an advisor begins: for the organisation, from paper, or on a visit."""

    way = forms.ChoiceField(
        label=_("어떻게 적나요"), choices=[(way, Way(way).label) for way in (Way.ASSISTED, Way.PAPER, Way.VISIT)]
    )
    visited_on = forms.DateField(label=_("찾아간 날"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        data = super().clean()
        day = data.get("visited_on")
        if data.get("way") == Way.VISIT and not day:
            self.add_error("visited_on", _("방문 진단은 찾아간 날을 적어 주세요."))
        elif day and day > self.today:
            self.add_error("visited_on", _("아직 오지 않은 날입니다."))
        return data

    @property
    def view(self) -> str:
        return View.VISIT if self.cleaned_data["way"] == Way.VISIT else View.OWN


class ReviewForm(forms.Form):
    words = forms.CharField(
        label=_("살펴본 말"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class InstrumentForm(forms.Form):
    file = forms.FileField(label=_("문항 파일"), help_text=_("UTF-8로 저장한 TOML 파일입니다. 200kB까지 받습니다."))


class UseForm(forms.Form):
    version = forms.ChoiceField(label=_("문항의 판"))
    from_year = forms.IntegerField(label=_("처음 쓰는 해"), min_value=2000, max_value=2100)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [(version, version) for version in versions]
