"""Which column is what: one select a column, values for all rows, words of the sheet for our codes."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field, FileSpec
from socialgoods.exchange.mappings import IGNORED, Mapping, Match
from socialgoods.exchange.parsers import parser_for
from socialgoods.registry.queries.imports.labels import field_label
from socialgoods.registry.queries.imports.targets import Target

UNITS = {
    1: gettext_lazy("원"),
    1_000: gettext_lazy("천원"),
    10_000: gettext_lazy("만원"),
    1_000_000: gettext_lazy("백만원"),
    100_000_000: gettext_lazy("억원"),
}
UNDECIDED = ""


@dataclass(frozen=True)
class ColumnRow:
    match: Match
    heading: str
    samples: list[str]
    bound: BoundField
    why: str
    unit: str
    is_unknown: bool


@dataclass(frozen=True)
class WordsRow:
    field: str
    label: str
    words: list[tuple[str, BoundField, bool]]
    """The sheet's word, the select of our code, whether we understand the word by ourselves."""
    open_count: int


class MappingForm(forms.Form):
    def __init__(
        self,
        target: Target,
        mapping: Mapping,
        sketch: dict[str, Any],
        options: MappingType[str, str],
        context: Context,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.target, self.mapping, self.sketch, self.context = target, mapping, sketch, context
        self.spec: FileSpec = target.spec
        self.defaults: dict[str, str] = {}
        choices = _field_choices(self.spec)
        for match in mapping.columns:
            self.fields[f"column_{match.column}"] = forms.ChoiceField(
                label=match.heading or match.letter,
                choices=choices,
                required=False,
                initial=match.field,
            )
        for name in target.constants:
            self.fields[f"constant_{name}"] = self._constant(self.spec.field(name), mapping.constants.get(name, ""))
        for choice in target.choices:
            self.fields[f"option_{choice.name}"] = forms.ChoiceField(
                label=choice.label,
                choices=choice.answers,
                required=False,
                initial=options.get(choice.name, choice.answers[0][0]),
                widget=forms.RadioSelect if len(choice.answers) <= 3 else forms.Select,
            )
        self.words = list(self._words())

    def _constant(self, field: Field, initial: str) -> forms.Field:
        label = field_label(self.spec, field.name)
        if field.codes and (options := self.context.options(field.codes)):
            answers = [("", _("정하지 않음")), *((code, _in_language(labels)) for code, labels in options.items())]
            return forms.ChoiceField(label=label, choices=answers, required=False, initial=initial)
        widget = forms.DateInput(attrs={"type": "date"}) if field.reads == "day" else forms.TextInput()
        return forms.CharField(label=label, required=False, initial=initial, max_length=200, widget=widget)

    def _words(self) -> Any:
        """For each column of codes the words that stand in it, when they are few."""
        known = {column["index"]: column["words"] for column in self.sketch["columns"]}
        for name, matches in self.mapping.by_field().items():
            field = self.spec.field(name)
            words = list(dict.fromkeys(word for match in matches for word in known.get(match.column) or ()))
            if field.reads not in {"choice", "measure"} or not field.codes or not words:
                continue
            options = self.context.options(field.codes)
            if not options:
                continue
            parse = parser_for(field, self.context, words=self.mapping.values.get(name))
            answers = [
                ("", _("고칠 값으로 알리기")),
                *((code, _in_language(labels)) for code, labels in options.items()),
            ]
            rows = []
            for order, word in enumerate(words):
                verdict = parse(word)
                key = f"word_{name}_{order}"
                self.defaults[key] = verdict.value or ""
                self.fields[key] = forms.ChoiceField(
                    label=word, choices=answers, required=False, initial=verdict.value or ""
                )
                rows.append((word, key, bool(verdict.value) and not verdict.notes))
            rows.sort(key=lambda row: row[2])
            yield WordsRow(
                name,
                field_label(self.spec, name),
                [(word, self[key], is_sure) for word, key, is_sure in rows],
                sum(not is_sure for *_, is_sure in rows),
            )

    def columns(self) -> list[ColumnRow]:
        by_index = {column["index"]: column for column in self.sketch["columns"]}
        rows = []
        for match in self.mapping.columns:
            column = by_index.get(match.column, {})
            bound = self[f"column_{match.column}"]
            field = self.spec.field(match.field) if match.is_used else None
            unit = (
                str(UNITS.get(column.get("unit", 0), ""))
                if field and field.reads == "won" and column.get("unit")
                else ""
            )
            rows.append(
                ColumnRow(
                    match,
                    match.heading,
                    column.get("samples", []),
                    bound,
                    _(str(match.why)) if match.why else "",
                    unit,
                    bound.value() in {"", None},
                )
            )
        return rows

    def constants(self) -> list[BoundField]:
        return [self[f"constant_{name}"] for name in self.target.constants]

    def choices(self) -> list[BoundField]:
        return [self[f"option_{choice.name}"] for choice in self.target.choices]

    def chosen_fields(self) -> dict[int, str]:
        return {match.column: self.cleaned_data[f"column_{match.column}"] for match in self.mapping.columns}

    def chosen_constants(self) -> dict[str, str]:
        """A designation that comes with a known public file stays, even where nobody may choose it here."""
        kept = {name: value for name, value in self.mapping.constants.items() if name not in self.target.constants}
        given = {name: self.cleaned_data[f"constant_{name}"] for name in self.target.constants}
        return kept | {name: value for name, value in given.items() if value}

    def chosen_values(self) -> dict[str, dict[str, str]]:
        values = {name: dict(words) for name, words in self.mapping.values.items()}
        for row in self.words:
            for word, bound, _sure in row.words:
                code = self.cleaned_data.get(bound.name, "")
                if code and code != self.defaults[bound.name]:
                    values.setdefault(row.field, {})[word] = code
        return values

    def chosen_options(self) -> dict[str, str]:
        return {choice.name: self.cleaned_data[f"option_{choice.name}"] for choice in self.target.choices}

    def clean(self) -> dict[str, Any]:
        """A field that takes one column may be chosen for one only."""
        cleaned = super().clean() or {}
        columns: dict[str, list[str]] = {}
        for match in self.mapping.columns:
            name = cleaned.get(f"column_{match.column}", "")
            if name and name != IGNORED and not self.spec.field(name).several:
                columns.setdefault(name, []).append(match.heading or match.letter)
        for name, headings in columns.items():
            if len(headings) > 1:
                said = {"field": field_label(self.spec, name), "columns": ", ".join(f"‘{each}’" for each in headings)}
                self.add_error(None, _("‘%(field)s’ 항목을 %(columns)s 열에 함께 골랐습니다. 한 열만 고르세요.") % said)
        return cleaned


def _field_choices(spec: FileSpec) -> list[tuple[str, str]]:
    return [
        (UNDECIDED, _("골라 주세요")),
        (IGNORED, _("가져오지 않음")),
        *((field.name, field_label(spec, field.name)) for field in spec),
    ]


def _in_language(labels: tuple[str, ...]) -> str:
    return labels[-1] if (get_language() or "ko").startswith("en") and len(labels) > 1 else labels[0]
