"""The three ways to enter a report. Each form knows the report's columns it fills and the lines it keeps as typed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.forms.fields import CountField, DecimalField, MoneyField
from socialgoods.registry.models import AnnualReport, EntryWay
from socialgoods.registry.models.report import Evidence
from socialgoods.registry.rules import statement
from socialgoods.registry.rules.report import gross_up

EVIDENCE = [("", _("고르세요")), *Evidence.choices]
WAGES = [("gross", _("지원금으로 준 임금도 인건비에 들어 있습니다")), ("net", _("지원금을 뺀 금액만 인건비에 적었습니다"))]


def names() -> dict[str, str]:
    return {field.name: str(field.verbose_name) for field in AnnualReport._meta.fields}


class ReportForm(forms.Form):
    """What every way asks: people, evidence, a remark. `sections` orders the page."""

    workers_paid = CountField(label=_("유급 근로자"), help_text=_("연말에 임금을 받던 사람의 수. 없으면 0을 적으세요."))
    members = CountField(label=_("조합원·회원 수"))
    volunteer_hours = CountField(label=_("자원봉사 시간"), help_text=_("한 해 동안 모두 더한 시간."))
    evidence = forms.ChoiceField(label=_("무엇을 보고 적었나요"), choices=EVIDENCE, required=False)
    note = forms.CharField(label=_("덧붙이는 말"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000)

    way: str
    sections: list[tuple[Any, list[str]]]

    def __init__(self, data: Any = None, *, report: AnnualReport) -> None:
        self.report = report
        super().__init__(data, initial=self.initial_of(report))

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        return {name: getattr(report, name, None) for name in self.base_fields}

    def laid_out(self, last: AnnualReport | None) -> Iterator[tuple[Any, list[tuple[Any, Any]]]]:
        for title, members in self.sections:
            yield title, [(self[name], getattr(last, name, None) if last else None) for name in members]

    def changes(self) -> dict[str, Any]:
        """The columns and lines of what could be read; what could not stays as it was saved."""
        read = self.cleaned_data
        own = {name: read[name] for name in ReportForm.base_fields if name in read and name not in self.errors}
        return {**own, **self.columns(read), "entry_way": self.way, "entry_lines": self.kept(read)}

    def columns(self, read: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def kept(self, read: dict[str, Any]) -> dict[str, Any]:
        return dict(self.report.entry_lines)


class FullForm(ReportForm):
    way = EntryWay.FULL

    sales_private = MoneyField(label=_("민간 판매"), signed=True, help_text=_("부가가치세를 뺀 금액. 주민과 일반 회사에 판 것."))
    sales_public = MoneyField(label=_("공공 판매"), signed=True, help_text=_("관공서, 학교, 공공기관에 판 것."))
    sales_commissioned = MoneyField(label=_("공공 판매 중 위탁"), help_text=_("공공 판매 가운데 위탁받은 사업의 금액."))
    sales_social_economy = MoneyField(label=_("사회적경제 조직 판매"), signed=True)
    other_income = MoneyField(label=_("기타 영업수입"), signed=True, help_text=_("회비, 임대료처럼 판매가 아닌 수입."))
    dues = MoneyField(label=_("기타 영업수입 중 회비"))
    subsidy_national = MoneyField(label=_("국비 보조금"))
    subsidy_province = MoneyField(label=_("도비 보조금"))
    subsidy_county = MoneyField(label=_("군비 보조금"))
    donations = MoneyField(label=_("후원금"))
    capital_grant = MoneyField(label=_("시설 보조금"), help_text=_("건물이나 장비를 사라고 받은 돈. 운영 지원과 따로 셉니다."))
    cost_of_goods = MoneyField(label=_("매출원가"), help_text=_("재료와 상품을 사는 데 쓴 돈."))
    labour_cost = MoneyField(label=_("인건비"), help_text=_("급여, 퇴직금, 사회보험료."))
    wages_booked = forms.ChoiceField(label=_("지원받은 임금을 어떻게 적었나요"), choices=WAGES, widget=forms.RadioSelect, required=False)
    wages_netted = MoneyField(label=_("빼고 적은 지원 임금"), help_text=_("지원금을 뺀 금액만 적었다면, 뺀 금액을 적어 주세요. 인건비에 더해 셉니다."))
    other_cost = MoneyField(label=_("기타 운영비"))
    depreciation = MoneyField(label=_("기타 운영비 중 감가상각비"))
    interest = MoneyField(label=_("기타 운영비 중 이자"))
    workers_vulnerable = CountField(label=_("취약계층 근로자"))
    workers_subsidised = CountField(label=_("인건비 지원을 받는 근로자"))
    workers_fte = DecimalField(label=_("상근 환산 근로자"), help_text=_("하루 여덟 시간으로 환산한 수. 모르면 비워 두세요."))
    member_capital = MoneyField(label=_("출자금"))
    local_purchases = MoneyField(label=_("지역 안에서 산 금액"))
    local_wages = MoneyField(label=_("지역 주민에게 준 임금"))

    sections = [
        (_("판매와 수입"), ["sales_private", "sales_public", "sales_commissioned", "sales_social_economy", "other_income", "dues"]),
        (_("받은 지원"), ["subsidy_national", "subsidy_province", "subsidy_county", "donations", "capital_grant"]),
        (_("쓴 돈"), ["cost_of_goods", "labour_cost", "wages_booked", "wages_netted", "other_cost", "depreciation", "interest"]),
        (_("사람"), ["workers_paid", "workers_vulnerable", "workers_subsidised", "workers_fte", "members", "member_capital", "volunteer_hours"]),
        (_("지역"), ["local_purchases", "local_wages"]),
        (_("마무리"), ["evidence", "note"]),
    ]  # fmt: skip

    def initial_of(self, report):
        """The labour cost is shown as it was booked; the record holds it in full."""
        found = super().initial_of(report)
        netted = report.entry_lines.get("wages_netted")
        found["wages_netted"] = netted
        if netted and report.labour_cost is not None:
            found["labour_cost"] = report.labour_cost - netted
        return found

    def clean(self):
        read = super().clean()
        if (read.get("sales_commissioned") or 0) > (read.get("sales_public") or 0):
            self.add_error("sales_commissioned", _("위탁은 공공 판매의 일부입니다. 공공 판매보다 클 수 없습니다."))
        if read.get("wages_booked") == "net" and read.get("labour_cost") is not None and not read.get("wages_netted"):
            self.add_error("wages_netted", _("뺀 금액을 적어 주세요. 모르면 받은 인건비 지원금을 적습니다."))
        return read

    def columns(self, read):
        known = {name: read[name] for name in self.base_fields if name in read and name not in ReportForm.base_fields}
        netted = known.pop("wages_netted", None) if known.get("wages_booked") == "net" else known.pop("wages_netted", None) and None
        if "labour_cost" in known:
            known["labour_cost"] = gross_up(known["labour_cost"], netted)
        return known

    def kept(self, read):
        netted = read.get("wages_netted") if read.get("wages_booked") == "net" else None
        return {**super().kept(read), "wages_netted": netted}


class StatementForm(ReportForm):
    """The lines as the tax accountant filed them, and the two splits that the statement does not tell."""

    way = EntryWay.STATEMENT

    sales_public = MoneyField(label=_("매출 중 공공 판매"), help_text=_("나머지는 민간 판매로 셉니다."))
    sales_commissioned = MoneyField(label=_("공공 판매 중 위탁"))
    sales_social_economy = MoneyField(label=_("매출 중 사회적경제 조직 판매"))
    subsidy_province = MoneyField(label=_("보조금 중 도비"), help_text=_("나머지는 국비로 셉니다."))
    subsidy_county = MoneyField(label=_("보조금 중 군비"))
    workers_vulnerable = CountField(label=_("취약계층 근로자"))
    workers_subsidised = CountField(label=_("인건비 지원을 받는 근로자"))
    member_capital = MoneyField(label=_("출자금"))

    splits = ["sales_public", "sales_commissioned", "sales_social_economy", "subsidy_province", "subsidy_county"]

    def __init__(self, data=None, *, report):
        super().__init__(data, report=report)
        self.sections = []
        saved = report.entry_lines.get("statement", {})
        for group in statement.standard().groups:
            members = []
            for code, name in group.lines:
                self.fields[f"line_{code}"] = MoneyField(label=name, signed=True, initial=saved.get(code))
                members.append(f"line_{code}")
            self.sections.append((group.name, members))
        self.sections += [
            (_("손익계산서에 없는 것"), self.splits),
            (_("사람"), ["workers_paid", "workers_vulnerable", "workers_subsidised", "members", "member_capital", "volunteer_hours"]),
            (_("마무리"), ["evidence", "note"]),
        ]

    def clean(self):
        read = super().clean()
        for name, reason in statement.reasons_against_split(self.lines(read), self.split(read)).items():
            self.add_error(name, reason)
        return read

    def lines(self, read):
        return {name.removeprefix("line_"): value for name, value in read.items() if name.startswith("line_") and value is not None}

    def split(self, read):
        return statement.Split(**{name: read.get(name) or 0 for name in self.splits})

    def columns(self, read):
        people = {name: read[name] for name in ("workers_vulnerable", "workers_subsidised", "member_capital") if name in read}
        if set(self.splits) & set(self.errors):
            return people
        return {**people, **statement.columns(self.lines(read), self.split(read))}

    def kept(self, read):
        return {**super().kept(read), "statement": self.lines(read), "version": statement.standard().version}


class CashForm(ReportForm):
    """Five lines from a bankbook."""

    way = EntryWay.CASH

    sold = MoneyField(label=_("팔아서 받은 돈"), help_text=_("한 해 동안 물건이나 서비스를 팔고 통장과 현금으로 받은 돈."))
    received = MoneyField(label=_("지원받은 돈"), help_text=_("군이나 기관이 도와준 돈. 없으면 0을 적으세요."))
    materials = MoneyField(label=_("재료와 물건을 산 돈"))
    wages = MoneyField(label=_("사람에게 준 돈"), help_text=_("품삯, 월급. 없으면 0을 적으세요."))
    others = MoneyField(label=_("그 밖에 쓴 돈"), help_text=_("전기, 임대료, 기름값 같은 것."))

    sections = [
        (_("통장을 보고 다섯 줄만 적으세요"), ["sold", "received", "materials", "wages", "others"]),
        (_("사람"), ["workers_paid", "members", "volunteer_hours"]),
        (_("마무리"), ["evidence", "note"]),
    ]  # fmt: skip

    def initial_of(self, report):
        return {**super().initial_of(report), "evidence": report.evidence or Evidence.BANKBOOK, **report.entry_lines.get("cash", {})}

    def columns(self, read):
        return statement.cash_columns({name: read.get(name) for name in statement.CASH_LINES})

    def kept(self, read):
        return {**super().kept(read), "cash": {name: read.get(name) for name in statement.CASH_LINES}}


FORMS = {form.way: form for form in (FullForm, StatementForm, CashForm)}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, help_text=_("무엇을 어떻게 고치면 되는지 적어 주세요. 조직이 그대로 읽습니다."))


class ReadBackForm(forms.Form):
    read_back_on = forms.DateField(label=_("읽어 드린 날"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
