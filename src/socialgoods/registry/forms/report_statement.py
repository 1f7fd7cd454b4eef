from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.exchange.cells import UNITS
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.report import Section, WagesForm
from socialgoods.registry.models import AnnualReport, EntryWay
from socialgoods.registry.models.report import Evidence
from socialgoods.registry.rules import statement

PREFIX = "line_"


class StatementForm(WagesForm):
    """The lines as the tax accountant filed them, and what the statement does not tell: who bought, and who gave."""

    way = EntryWay.STATEMENT
    usual_evidence = Evidence.TAX
    needed = {
        "sales_private": "line_total_sales",
        "cost_of_goods": "line_cost_of_sales",
        "labour_cost": "line_wages",
        "other_cost": "line_total_admin",
    }

    sales_public = MoneyField(
        label=_("매출 중 공공 판매"), help_text=_("관공서, 학교, 공공기관에 판 금액. 나머지는 민간 판매로 셉니다.")
    )
    sales_commissioned = MoneyField(label=_("공공 판매 중 위탁"))
    sales_social_economy = MoneyField(
        label=_("매출 중 사회적경제 조직 판매"), help_text=_("다른 협동조합, 사회적기업, 마을기업에 판 금액.")
    )
    labour_in_cost = MoneyField(
        label=_("매출원가에 든 인건비"),
        help_text=_("만들어 파는 곳이면 제조원가명세서의 ‘노무비’. 인건비로 옮겨 셉니다."),
    )
    subsidy_province = MoneyField(label=_("보조금 중 도비"), help_text=_("도비와 군비를 뺀 나머지는 국비로 셉니다."))
    subsidy_county = MoneyField(label=_("보조금 중 군비"))

    splits = (
        "sales_public",
        "sales_commissioned",
        "sales_social_economy",
        "labour_in_cost",
        "subsidy_province",
        "subsidy_county",
    )

    def __init__(self, data: Any = None, *, report: AnnualReport) -> None:
        super().__init__(data, report=report)
        for line in statement.standard().lines:
            help_text = _("서식의 줄 번호 %(code)s") % {"code": line.code} if line.code else ""
            self.fields[PREFIX + line.key] = MoneyField(
                label=line.label, signed=True, initial=self._saved.get(line.key), help_text=help_text
            )

    @property
    def _saved(self) -> dict[str, Any]:
        return self.report.entry_lines.get("statement", {})

    @property
    def sections(self) -> list[Section]:
        groups = []
        for group in statement.standard().groups:
            lines = [group.total, *group.lines] if group.total else group.lines
            usual = tuple(PREFIX + line.key for line in lines if line and not line.is_rare)
            rare = tuple(PREFIX + line.key for line in lines if line and line.is_rare)
            groups.append(Section(group.label, usual, rare))
        splits = Section(
            _("손익계산서에 없는 것"),
            self.splits,
            help=_("서류만으로는 알 수 없어 따로 여쭙습니다. 모르면 비워 두세요."),
        )
        people = Section(
            _("사람"),
            ("workers_paid", "workers_subsidised", "members"),
            ("workers_vulnerable", "member_capital", "volunteer_hours"),
            holds_people=True,
        )
        return [*groups, splits, people, Section(_("마무리"), ("evidence", "note"))]

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        saved = report.entry_lines.get("split", {})
        return {**super().initial_of(report), **{name: saved.get(name) for name in self.splits}}

    def last_value(self, name: str, last: AnnualReport) -> Any:
        """Lines compare with lines: a column holds more than one of them."""
        if name.startswith(PREFIX):
            return last.entry_lines.get("statement", {}).get(name.removeprefix(PREFIX))
        return last.entry_lines.get("split", {}).get(name) if name in self.splits else super().last_value(name, last)

    def clean(self) -> dict[str, Any]:
        read = super().clean()
        for name, reason in statement.reasons_against(self.lines(), self.split()).items():
            if name not in self.errors:
                self.add_error(name, reason)
        return read

    def lines(self) -> dict[str, int]:
        typed = {key: self.typed(PREFIX + key, self._saved.get(key)) for key in self._keys()}
        return {key: value for key, value in typed.items() if value is not None}

    def _keys(self) -> list[str]:
        return [line.key for line in statement.standard().lines]

    def split(self) -> statement.Split:
        saved = self.report.entry_lines.get("split", {})
        told = {name: self.typed(name, saved.get(name)) for name in self.splits}
        return statement.Split.of({**told, "wages_netted": self.netted()})

    def columns(self) -> dict[str, Any]:
        """Where parts and whole do not agree, the columns wait; the lines are kept as typed."""
        found = super().columns()
        if statement.reasons_against(self.lines(), self.split()):
            return found
        return {**found, **statement.columns(self.lines(), self.split())}

    def kept(self) -> dict[str, Any]:
        split = self.split()
        return {
            **super().kept(),
            "statement": self.lines(),
            "split": {name: getattr(split, name) for name in self.splits},
            "version": statement.standard().version,
        }


class PasteForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("금액의 단위"),
        choices=[("", _("표에 적힌 대로")), *((unit, unit) for unit in ("원", "천원", "백만원") if unit in UNITS)],
        required=False,
    )
    table = forms.CharField(
        label=_("손익계산서에서 복사한 표"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=60_000,
        help_text=_("엑셀이나 홈택스 화면에서 표를 골라 복사한 뒤 여기에 붙여넣으세요."),
    )
