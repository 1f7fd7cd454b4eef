"""The ways to enter a report. Each form knows the report's columns it fills and keeps what was typed as it was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import formats
from socialgoods.registry.forms.fields import CountField, MoneyField
from socialgoods.registry.models import AnnualReport, EntryWay
from socialgoods.registry.models.report import Evidence
from socialgoods.registry.rules import report as rules
from socialgoods.registry.rules import statement

EVIDENCE = [("", _("고르세요")), *Evidence.choices]
WAGES = [
    ("gross", _("지원금으로 준 임금도 인건비에 들어 있습니다")),
    ("net", _("지원금을 뺀 금액만 인건비에 적었습니다")),
]


def names() -> dict[str, str]:
    return {field.name: str(field.verbose_name) for field in AnnualReport._meta.fields}


@dataclass(frozen=True)
class Section:
    title: str | Promise
    names: tuple[str, ...]
    rare: tuple[str, ...] = ()
    help: str | Promise = ""
    holds_people: bool = False
    """After it, wages that a subsidy paid are asked about."""


class ReportForm(forms.Form):
    """What every way asks: people, evidence, a remark."""

    workers_paid = CountField(label=_("유급 근로자"), help_text=_("연말에 임금을 받던 사람의 수. 없으면 0을 적으세요."))
    members = CountField(label=_("조합원·회원 수"))
    volunteer_hours = CountField(label=_("자원봉사 시간"), help_text=_("한 해 동안 모두 더한 시간."))
    evidence = forms.ChoiceField(label=_("무엇을 보고 적었나요"), choices=EVIDENCE, required=False)
    note = forms.CharField(
        label=_("덧붙이는 말"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    way: str
    usual_evidence = ""
    needed: Mapping[str, str] = {}
    """Which field asks for a column that a report must say, and so what the column is called on this page."""

    def __init__(self, data: Any = None, *, report: AnnualReport) -> None:
        self.report = report
        super().__init__(data, initial=self.initial_of(report))

    @property
    def sections(self) -> list[Section]:
        raise NotImplementedError

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        found = {name: getattr(report, name, None) for name in self.base_fields}
        return {**found, "evidence": report.evidence or self.usual_evidence}

    def called(self) -> dict[str, str]:
        """Names of columns as this page asks for them."""
        return {**names(), **{column: str(self.fields[field].label) for column, field in self.needed.items()}}

    def laid_out(self, last: AnnualReport | None) -> Iterator[dict[str, Any]]:
        for section in self.sections:
            rare = [self._row(name, last) for name in section.rare]
            yield {
                "title": section.title,
                "help": section.help,
                "holds_people": section.holds_people,
                "rows": [self._row(name, last) for name in section.names],
                "rare": rare,
                "is_rare_open": any(
                    row["bound"].value() not in (None, "", "0", 0) or row["bound"].errors for row in rare
                ),
            }

    def _row(self, name: str, last: AnnualReport | None) -> dict[str, Any]:
        must = {*self.needed.values(), "evidence", "workers_paid"}
        return {"bound": self[name], "last": self._said_last_year(name, last), "optional": name not in must}

    def _said_last_year(self, name: str, last: AnnualReport | None) -> str:
        value = self.last_value(name, last) if last else None
        if value is None or isinstance(value, str):
            return ""
        said = formats.won_words(value) if isinstance(self.fields[name], MoneyField) else formats.number(value)
        return gettext("%(year)s년 %(value)s") % {"year": last.fiscal_year if last else "", "value": said}

    def last_value(self, name: str, last: AnnualReport) -> Any:
        return getattr(last, name, None)

    def typed(self, name: str, saved: Any) -> Any:
        """What was typed; where it cannot be read, what was saved before."""
        return saved if name in self.errors else self.cleaned_data.get(name)

    def changes(self) -> dict[str, Any]:
        own = {name: self.typed(name, getattr(self.report, name)) for name in ReportForm.base_fields}
        own |= {name: own[name] or "" for name in ("evidence", "note")}
        return {**own, **self.columns(), "entry_way": self.way, "entry_lines": self._lines()}

    def _lines(self) -> dict[str, Any]:
        """Lines of the other ways stay, so that one can go back; the columns of the full way are kept when it is left."""
        lines = {**self.report.entry_lines, **self.kept(), "open": sorted(self.errors)}
        if self.report.entry_way == EntryWay.FULL and self.way != EntryWay.FULL and self.report.saved_at:
            columns = (*statement.COLUMNS, "wages_booked")
            netted = self.report.entry_lines.get("wages_netted")
            lines["full"] = {**{name: getattr(self.report, name) for name in columns}, "wages_netted": netted}
        return lines

    def columns(self) -> dict[str, Any]:
        raise NotImplementedError

    def kept(self) -> dict[str, Any]:
        raise NotImplementedError


class WagesForm(ReportForm):
    """Wages that a subsidy paid are cost. Asked only when there are subsidies or subsidised workers."""

    workers_vulnerable = CountField(label=_("취약계층 근로자"))
    workers_subsidised = CountField(
        label=_("인건비 지원을 받는 근로자"), help_text=_("나라나 도, 군이 인건비를 도와주는 사람. 없으면 0.")
    )
    member_capital = MoneyField(label=_("출자금"))
    wages_booked = forms.ChoiceField(
        label=_("지원금으로 준 임금을 어떻게 적었나요"), choices=WAGES, widget=forms.RadioSelect, required=False
    )
    wages_netted = MoneyField(
        label=_("빼고 적은 임금"),
        help_text=_("지원금을 뺀 금액만 적었다면, 뺀 금액을 적어 주세요. 인건비에 다시 더해 셉니다."),
    )

    people = ("workers_vulnerable", "workers_subsidised", "member_capital")

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        return {**super().initial_of(report), "wages_netted": report.entry_lines.get("wages_netted")}

    @property
    def asks_wages(self) -> bool:
        now = {name: getattr(self.report, name) for name in ("labour_cost", "workers_subsidised", *rules.SUBSIDIES)}
        return rules.has_subsidised_wages(now) or bool(self["wages_netted"].value()) or "wages_netted" in self.errors

    @property
    def _has_asked(self) -> bool:
        """A page that did not ask does not answer."""
        return "wages_shown" in self.data

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        is_missing = read.get("wages_booked") == "net" and not read.get("wages_netted")
        if is_missing and "wages_netted" not in self.errors:
            self.add_error("wages_netted", _("뺀 금액을 적어 주세요. 모르면 받은 인건비 지원금을 적습니다."))
        return read

    def columns(self) -> dict[str, Any]:
        return {name: self.typed(name, getattr(self.report, name)) for name in self.people} | {
            "wages_booked": self.booked()
        }

    def booked(self) -> str:
        saved = self.report.wages_booked
        return self.typed("wages_booked", saved) or "" if self._has_asked else saved

    def netted(self) -> int | None:
        """What the booked wages leave out; nothing when they are gross."""
        saved = self.report.entry_lines.get("wages_netted")
        if self.booked() != "net":
            return None
        return self.typed("wages_netted", saved) if self._has_asked else saved

    def kept(self) -> dict[str, Any]:
        return {"wages_netted": self.netted()}


class CashForm(ReportForm):
    """Five lines from a bankbook. What was paid out is the whole wage, so nothing is netted."""

    way = EntryWay.CASH
    usual_evidence = Evidence.BANKBOOK
    needed = {
        "sales_private": "sold",
        "cost_of_goods": "materials",
        "labour_cost": "wages",
        "other_cost": "others",
    }

    sold = MoneyField(
        label=_("받은 판매대금"), help_text=_("물건이나 서비스를 팔고 한 해 동안 통장과 현금으로 받은 돈.")
    )
    received = MoneyField(label=_("받은 지원금"), help_text=_("군이나 기관이 도와준 돈. 없으면 0을 적으세요."))
    materials = MoneyField(label=_("재료·상품 산 돈"), help_text=_("팔 물건이나 만들 재료를 산 돈. 없으면 0."))
    wages = MoneyField(label=_("사람에게 준 돈"), help_text=_("품삯, 월급, 강사비. 없으면 0."))
    others = MoneyField(label=_("그 밖에 쓴 돈"), help_text=_("전기료, 임차료, 기름값 같은 것. 없으면 0."))

    @property
    def sections(self) -> list[Section]:
        return [
            Section(_("통장을 보고 다섯 줄만 적으세요"), statement.CASH_LINES),
            Section(_("사람"), ("workers_paid", "members", "volunteer_hours")),
            Section(_("마무리"), ("evidence", "note")),
        ]

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        return {**super().initial_of(report), **report.entry_lines.get("cash", {})}

    def last_value(self, name: str, last: AnnualReport) -> Any:
        columns = {**self.needed, "subsidy_county": "received"}
        column = {field: column for column, field in columns.items()}.get(name, name)
        return super().last_value(column, last)

    def columns(self) -> dict[str, Any]:
        return {**statement.cash_columns(self.kept()["cash"]), "wages_booked": "gross"}

    def kept(self) -> dict[str, Any]:
        saved = self.report.entry_lines.get("cash", {})
        return {
            "cash": {name: self.typed(name, saved.get(name)) for name in statement.CASH_LINES},
            "wages_netted": None,
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("까닭"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("무엇을 어떻게 고치면 되는지 적어 주세요. 조직이 그대로 읽습니다."),
    )
