"""Workbooks to fill in, made from the catalogue."""

from collections.abc import Callable, Sequence
from typing import Any

from socialgoods.exchange.books import Target, heading_width, new_book, sheet_name
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field, FileSpec, Need, OneOf
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sheets import column_letter

NUMBER_LOOKS = {"won": "#,##0", "count": "#,##0", "day": "yyyy-mm-dd", "year": "0"}
CALCULATED = {*NUMBER_LOOKS, "decimal", "share", "lon", "lat"}
TEMPLATE_ROWS = 2_000


def template_fields(spec: FileSpec, *, needed_only: bool = False) -> tuple[Field, ...]:
    """The fields a template asks for: of part 7, or only what an import cannot do without."""
    if not needed_only:
        return tuple(field for field in spec if not field.foreign)
    ways = {name for rule in spec.rules if isinstance(rule, OneOf) for name in rule.ways[0]}
    return tuple(field for field in spec if field.on_import is Need.VALUE or field.name in ways)


def write_template(
    target: Target,
    spec: FileSpec,
    context: Context,
    *,
    needed_only: bool = False,
    language: str = "ko",
    gettext: Callable[[str], str] = str,
) -> None:
    """A workbook to fill in: headings with notes, lists to choose from, and a sheet that explains every column.

    `language` chooses headings and labels, which are read back in either; `gettext` says the explanations in it.
    """
    _Template(target, spec, context, is_english=language.startswith("en"), say=gettext).write(needed_only=needed_only)


class _Template:
    def __init__(
        self, target: Target, spec: FileSpec, context: Context, *, is_english: bool, say: Callable[[str], str]
    ) -> None:
        self.spec, self.context, self.is_english, self.say = spec, context, is_english, say
        self.book = new_book(target, {})

    def write(self, *, needed_only: bool) -> None:
        fields = template_fields(self.spec, needed_only=needed_only)
        sheet = self.book.add_worksheet(sheet_name(self.spec.en if self.is_english else self.spec.ko))
        notes = self.book.add_worksheet(sheet_name(self.say(_("설명"))))
        self.list_name = sheet_name(self.say(_("목록")))
        lists = self.book.add_worksheet(self.list_name)
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(fields):
            must = self._must(field)
            heading = self._heading(field)
            sheet.write_string(0, column, heading, self.book.add_format(_heading_look(must=must)))
            sheet.set_column(column, column, max(heading_width(heading), 14), self.book.add_format(_cell_look(field)))
            sheet.write_comment(0, column, self._note(field, must=must), {"x_scale": 2})
            if labels := self._labels(field):
                lists.write_column(0, column, labels)
                if field.reads != "choices":
                    self._offer(sheet, column, len(labels), field)
        lists.hide()
        self._explain(notes, fields)
        self.book.close()

    def _must(self, field: Field) -> bool:
        return self.spec.must_fill(field)

    def _heading(self, field: Field) -> str:
        return field.en if self.is_english else field.ko

    def _note(self, field: Field, *, must: bool) -> str:
        first = self.say(_("꼭 적습니다.")) if must else self.say(_("모르면 비워 둡니다."))
        return "\n".join(filter(None, (first, self.say(field.help) if field.help else "", f"({field.name})")))

    def _labels(self, field: Field) -> list[str]:
        if field.reads == "area":
            return list(self.context.districts)
        options = self.context.options(field.codes) if field.codes else {}
        place = 1 if self.is_english else 0
        return [labels[place] if len(labels) > place else (*labels, code)[0] for code, labels in options.items()]

    def _offer(self, sheet: Any, column: int, count: int, field: Field) -> None:
        letter = column_letter(column)
        rule = {
            "validate": "list",
            "source": f"='{self.list_name}'!${letter}$1:${letter}${count}",
            "error_type": "warning",
            "error_title": self._heading(field)[:32],
            "error_message": self.say(_("목록에 있는 값을 골라 주세요.")),
        }
        sheet.data_validation(1, column, TEMPLATE_ROWS, column, rule)

    def _explain(self, notes: Any, fields: Sequence[Field]) -> None:
        bold = self.book.add_format({"bold": True, "bottom": 1})
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        notes.write_string(0, 0, self.say(self.spec.help))
        headings = (_("열"), _("영문 이름"), _("꼭 적나요"), _("설명"), _("쓸 수 있는 값"))
        for column, (heading, width) in enumerate(zip(headings, (24, 22, 12, 60, 60), strict=True)):
            notes.set_column(column, column, width)
            notes.write_string(2, column, self.say(heading), bold)
        for row, field in enumerate(fields, 3):
            must = self.say(_("예")) if self._must(field) else ""
            told = self.say(field.help) if field.help else ""
            for column, text in enumerate(
                (self._heading(field), field.name, must, told, ", ".join(self._labels(field)))
            ):
                notes.write_string(row, column, text, wrapped)


def _heading_look(*, must: bool) -> dict[str, Any]:
    return {"bold": True, "bottom": 1, "bg_color": "#dfeee6" if must else "#f4f5f6", "text_wrap": True, "valign": "top"}


def _cell_look(field: Field) -> dict[str, Any]:
    """Text columns keep the zeros at the front of telephone and business numbers."""
    return {"num_format": NUMBER_LOOKS.get(field.reads, "General") if field.reads in CALCULATED else "@"}
