from typing import Any

from django.utils.translation import gettext_lazy as _

from socialgoods.registry.forms.fields import DecimalField, MoneyField
from socialgoods.registry.forms.report import Section, WagesForm
from socialgoods.registry.models import AnnualReport, EntryWay
from socialgoods.registry.rules.report import gross_up
from socialgoods.registry.rules.statement import COLUMNS

TOGETHER = ("sales_public", "sales_commissioned")
"""The database refuses a part above its whole, so either both are saved or neither."""


class FullForm(WagesForm):
    """Every column, in the order of a year: sold, received, spent, who, where."""

    way = EntryWay.FULL
    needed = {name: name for name in ("sales_private", "cost_of_goods", "labour_cost", "other_cost")}

    sales_private = MoneyField(
        label=_("민간 판매"), signed=True, help_text=_("주민과 회사에 판 금액. 부가가치세는 빼고 적습니다. 없으면 0.")
    )
    sales_public = MoneyField(label=_("공공 판매"), signed=True, help_text=_("관공서, 학교, 공공기관에 판 금액."))
    sales_commissioned = MoneyField(label=_("공공 판매 중 위탁"), help_text=_("공공 판매 가운데 위탁받은 사업의 금액."))
    sales_social_economy = MoneyField(
        label=_("사회적경제 조직 판매"), signed=True, help_text=_("다른 협동조합, 사회적기업, 마을기업에 판 금액.")
    )
    other_income = MoneyField(label=_("기타 영업수입"), signed=True, help_text=_("회비, 임대료처럼 판매가 아닌 수입."))
    dues = MoneyField(label=_("기타 영업수입 중 회비"))
    subsidy_national = MoneyField(label=_("국비 보조금"), help_text=_("인건비로 받은 지원금도 여기에 적습니다."))
    subsidy_province = MoneyField(label=_("도비 보조금"))
    subsidy_county = MoneyField(label=_("군비 보조금"))
    donations = MoneyField(label=_("후원금"))
    capital_grant = MoneyField(
        label=_("시설 보조금"), help_text=_("건물이나 장비를 사라고 받은 돈. 운영 지원과 따로 셉니다.")
    )
    cost_of_goods = MoneyField(label=_("매출원가"), help_text=_("재료와 상품을 사는 데 쓴 돈. 없으면 0."))
    labour_cost = MoneyField(label=_("인건비"), help_text=_("급여, 퇴직금, 사회보험료. 없으면 0."))
    other_cost = MoneyField(
        label=_("기타 운영비"),
        signed=True,
        help_text=_("임차료, 전기료, 수수료처럼 나머지 쓴 돈. 감가상각비와 이자도 넣습니다."),
    )
    depreciation = MoneyField(label=_("기타 운영비 중 감가상각비"))
    interest = MoneyField(label=_("기타 운영비 중 이자"))
    workers_fte = DecimalField(
        label=_("상근 환산 근로자"), help_text=_("하루 여덟 시간으로 환산한 수. 모르면 비워 두세요.")
    )
    local_purchases = MoneyField(label=_("지역 안에서 산 금액"), help_text=_("군 안의 가게와 농가에서 산 금액."))
    local_wages = MoneyField(label=_("지역 주민에게 준 임금"))

    own = ("workers_fte", "local_purchases", "local_wages")

    @property
    def sections(self) -> list[Section]:
        return [
            Section(
                _("판매와 수입"),
                ("sales_private", "sales_public", "sales_social_economy", "other_income"),
                ("sales_commissioned", "dues"),
            ),
            Section(
                _("받은 지원"),
                ("subsidy_national", "subsidy_province", "subsidy_county", "donations"),
                ("capital_grant",),
            ),
            Section(_("쓴 돈"), ("cost_of_goods", "labour_cost", "other_cost"), ("depreciation", "interest")),
            Section(
                _("사람"),
                ("workers_paid", "workers_subsidised", "members"),
                ("workers_vulnerable", "workers_fte", "member_capital", "volunteer_hours"),
                holds_people=True,
            ),
            Section(_("지역"), ("local_purchases", "local_wages")),
            Section(_("마무리"), ("evidence", "note")),
        ]

    def initial_of(self, report: AnnualReport) -> dict[str, Any]:
        """Labour cost is shown as it was booked; the record holds it in full. Coming back from another way, one finds
        what was left."""
        found = super().initial_of(report)
        if report.entry_way in {EntryWay.CASH, EntryWay.STATEMENT}:
            found |= report.entry_lines.get("full", {})
        if found["wages_netted"] and found["labour_cost"] is not None:
            found["labour_cost"] -= found["wages_netted"]
        return found

    def clean(self) -> dict[str, Any]:
        read = super().clean()
        if (read.get("sales_commissioned") or 0) > (read.get("sales_public") or 0):
            self.add_error("sales_commissioned", _("위탁은 공공 판매의 일부입니다. 공공 판매보다 클 수 없습니다."))
        return read

    def columns(self) -> dict[str, Any]:
        found = super().columns() | {
            name: self.typed(name, getattr(self.report, name)) for name in (*COLUMNS, *self.own)
        }
        if set(TOGETHER) & set(self.errors):
            found |= {name: getattr(self.report, name) for name in TOGETHER}
        if "labour_cost" not in self.errors:
            found["labour_cost"] = gross_up(found["labour_cost"], self.netted())
        return found

    def kept(self) -> dict[str, Any]:
        return {**super().kept(), "full": {}}
