"""What the public reads of a year: put together once, and kept as it stood."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.founding_parameters import MEDICAL_OTHERS_PERCENT
from socialgoods.cooperative.models import Assembly, AssemblyState, BoardMeeting, Cooperative, Stakeholder, YearEnd
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.queries import year_end as years
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.officers import officers_on
from socialgoods.cooperative.rules import disclosure as rules
from socialgoods.cooperative.rules import main_business
from socialgoods.kernel.formats import percent, seoul_date, won
from socialgoods.kernel.periods import day_before, seoul_day
from socialgoods.ledger.queries.statements import Group


def last_day(cooperative: Cooperative, year: int) -> date:
    ends_on = years.fiscal_year(cooperative, year).ends_on
    return rules.last_day(ends_on, parameters.DISCLOSURE_MONTHS.on(max(ends_on, parameters.IN_FORCE)))


def is_due(cooperative: Cooperative, year: int) -> bool:
    """By the members and the capital at the year's end."""
    if cooperative.is_social:
        return True
    day = day_before(years.fiscal_year(cooperative, year).ends_on)
    on = max(day, parameters.IN_FORCE)
    return rules.is_due(
        is_social=False,
        members=register.members_on(cooperative, day).count(),
        paid_in=register.paid_in_on(cooperative, day),
        from_members=parameters.DISCLOSURE_MEMBERS.on(on),
        from_paid_in=parameters.DISCLOSURE_CAPITAL_WON.on(on),
    )


def content(row: YearEnd, on: date) -> dict[str, Any]:
    """Plain words and numbers; nothing of it changes afterwards, whatever becomes of the rows behind."""
    cooperative = row.cooperative
    found = years.figures(cooperative, row.year)
    if found is None:
        raise ValueError(f"no books of {row}")
    day = day_before(found.when.ends_on)
    return {
        "name": cooperative.name,
        "facts": _facts(cooperative, found.when.starts_on, day),
        "articles": _articles(cooperative, on),
        "key": _key_figures(row, found, day),
        "income": _groups(found.income.income, _("수익 합계"), found.income.total_income),
        "expense": _groups(found.income.expense, _("비용 합계"), found.income.total_expense),
        "result": found.income.result,
        "assets": _groups(found.sheet.assets, _("자산 합계"), found.sheet.total_assets),
        "liabilities": _groups(found.sheet.liabilities, _("부채 합계"), found.sheet.total_liabilities),
        "equity": _equity(found),
        "disposition": disposition_lines(row),
        "audit": {"name": row.auditor_name, "text": row.audit_opinion, "on": _day(row.opined_on)},
        "report": row.report,
        "members": _members(cooperative, day),
        "officers": _officers(cooperative, on),
        "assemblies": _assemblies(cooperative, found.when.starts_on, on),
        "board": _board(cooperative, found.when.starts_on, found.when.ends_on),
        "since": found.when.starts_on.isoformat(),
        "until": day.isoformat(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _facts(cooperative: Cooperative, since: date, until: date) -> list[list[str]]:
    rows = [
        (_("갈래"), cooperative.get_kind_display()),
        (_("신고·인가 번호"), cooperative.accepted_number),
        (_("설립등기일"), seoul_date(cooperative.registered_on) if cooperative.registered_on else ""),
        (_("주된 사무소"), cooperative.office),
        (_("전화"), cooperative.phone),
        (_("주사업"), cooperative.get_main_business_display() if cooperative.main_business else ""),
        (_("회계연도"), f"{seoul_date(since)} – {seoul_date(until)}"),
    ]
    return [list(map(str, row)) for row in rows if row[1]]


def _articles(cooperative: Cooperative, on: date) -> dict[str, Any]:
    """The variables in force on the day of disclosure."""
    row = articles_on(cooperative, on)
    lines = [
        (_("목적"), cooperative.purpose),
        (_("출자 1좌 금액"), f"{won(row.share_price_won)}원"),
        (_("조합원이 낼 최소 좌수"), row.least_shares),
        (_("총회 소집 통지"), _("%(days)s일 전") % {"days": row.notice_days}),
        (_("법정적립금 적립률"), f"{row.reserve_percent}%"),
        (_("임원 임기"), _("%(years)s년") % {"years": row.term_years}),
        (_("이사(이사장 포함)"), _("%(count)s명 이상") % {"count": row.directors_least}),
        (_("감사"), _("%(count)s명 이상") % {"count": row.auditors_least}),
        (_("소액대출 한도(조합원 한 명)"), f"{won(row.loan_limit_won)}원" if row.loan_limit_won else _("하지 않음")),
    ]
    return {"since": row.starts_on.isoformat(), "lines": [[str(name), str(value)] for name, value in lines if value]}


def _key_figures(row: YearEnd, found: years.Figures, day: date) -> list[dict[str, str]]:
    """Each with its definition, its day and its source."""
    books, roll = _("장부(복식부기)"), _("조합원명부")
    year = f"{seoul_date(found.when.starts_on)} – {seoul_date(day)}"
    figures = [
        (_("당기 잉여금") if found.surplus.result >= 0 else _("당기 손실"), _won(abs(found.surplus.result)),
         _("수익에서 비용을 뺀 금액"), year, books),
        (_("수익"), _won(found.income.total_income), _("회계연도의 모든 수익"), year, books),
        (_("자산"), _won(found.sheet.total_assets), _("회계연도 말의 모든 자산"), seoul_date(day), books),
        (_("납입출자금"), _won(found.surplus.paid_in), _("조합원이 낸 출자금. 약속하고 아직 내지 않은 돈은 뺌"), seoul_date(day), books),
        (_("조합원"), _("%(count)s명") % {"count": f"{register.members_on(row.cooperative, day).count():,}"},
         _("회계연도 말의 조합원. 조직 하나를 한 명으로 셈"), seoul_date(day), roll),
    ]  # fmt: skip
    share = main_business.share(row.main_business_won, row.total_business_won)
    if row.cooperative.is_social:
        least = parameters.MAIN_BUSINESS_PERCENT.on(max(day, parameters.IN_FORCE))
        measure = main_business.MEASURE_NAMES.get(row.main_business_measure, "")
        text = _("주사업 ÷ 전체 사업, 기준: %(measure)s. 법은 %(least)s%% 이상을 요구") % {
            "measure": measure or "–",
            "least": least,
        }
        figures.append((_("주사업 비율"), percent(share), text, year, row.main_business_source or _("자료 없음")))
    if row.supply_all:
        text = _("조합원이 아닌 사람에게 공급한 것 ÷ 모두에게 공급한 것. 법은 %(most)s%%까지 허용")
        most = MEDICAL_OTHERS_PERCENT.on(max(day, parameters.IN_FORCE))
        figures.append(
            (
                _("조합원이 아닌 사람에게 공급한 비율"),
                percent(years.supply_share(row)),
                text % {"most": most},
                year,
                row.supply_source,
            )
        )
    names = ("label", "value", "definition", "date", "source")
    return [dict(zip(names, map(str, figure), strict=True)) for figure in figures]


def _won(amount: int) -> str:
    return _("%(amount)s원") % {"amount": won(amount)}


def _groups(groups: Iterable[Group], total: str, amount: int) -> dict[str, Any]:
    return {
        "groups": [
            {"name": group.name, "amount": group.amount, "lines": [[line.account.name, line.amount] for line in group.lines]}
            for group in groups
        ],
        "total": [total, amount],
    }  # fmt: skip


def _equity(found: years.Figures) -> dict[str, Any]:
    """The year's result stands in it, whether it was carried over in the books yet or not."""
    groups = _groups(found.sheet.equity, _("자본 합계"), found.sheet.total_equity)
    if found.sheet.result:
        line = [_("당기 잉여금(손실)"), found.sheet.result]
        groups["groups"].append({"name": _("당기 손익"), "amount": found.sheet.result, "lines": [line]})
    return groups


def disposition_lines(row: YearEnd) -> list[list[Any]]:
    """The disposition or the way a loss is met, as the assembly reads it."""
    have = row.proposal.get("surplus", {})
    wanted, met = years.disposition_of(row), years.loss_of(row)
    lines = [
        [_("전기에서 넘어온 잉여금(손실)"), have.get("carried", 0)],
        [_("당기 잉여금(손실)"), have.get("result", 0)],
    ]
    if wanted is not None:
        lines += [[_("법정적립금으로"), wanted.legal], [_("임의적립금으로"), wanted.voluntary]]
        if not row.cooperative.is_social:
            lines += [[_("이용실적 배당으로"), wanted.usage], [_("출자액 배당으로"), wanted.capital]]
        left = have.get("result", 0) + have.get("carried", 0) - wanted.total + wanted.carried
        return [*lines, [_("다음 해로 넘김"), left]]
    if met is not None:
        lines += [
            [_("미처분이월금으로 메움"), met.from_carried],
            [_("임의적립금으로 메움"), met.from_voluntary],
            [_("법정적립금으로 메움"), met.from_legal],
        ]
        after = have.get("result", 0) + have.get("carried", 0) + met.from_voluntary + met.from_legal
        return [*lines, [_("다음 해로 넘김"), after]]
    return lines


def _members(cooperative: Cooperative, day: date) -> dict[str, Any]:
    rows = register.register_on(cooperative, day)
    names = {key: str(name) for key, name in Stakeholder.choices}
    counts = Counter(names[row.stakeholder] for row in rows)
    return {
        "count": len(rows),
        "shares": sum(row.shares for row in rows),
        "won": sum(row.paid_won for row in rows),
        "groups": [list(pair) for pair in rules.groups(counts, _("그 밖의 유형"))],
        "kinds": len(counts),
    }


def _officers(cooperative: Cooperative, on: date) -> list[list[str]]:
    return [
        [row.get_office_display(), row.name, row.starts_on.isoformat(), day_before(row.term_ends_on).isoformat()]
        for row in officers_on(cooperative, on)
    ]


def _assemblies(cooperative: Cooperative, since: date, until: date) -> list[dict[str, Any]]:
    """Since the fiscal year began, up to the one that approved its accounts."""
    rows = Assembly.objects.filter(
        cooperative=cooperative, state__in=[AssemblyState.CLOSED, AssemblyState.SIGNED]
    ).prefetch_related("items")
    return [
        {
            "title": row.title, "kind": row.get_kind_display(), "on": seoul_day(row.held_at).isoformat(),
            "items": [[f"{item.number}. {item.title}", _result(item.is_passed)] for item in row.items.all()],
        }
        for row in rows.order_by("held_at")
        if since <= seoul_day(row.held_at) <= until
    ]  # fmt: skip


def _result(is_passed: bool | None) -> str:
    return {True: _("가결"), False: _("부결"), None: _("보고")}[is_passed]


def _board(cooperative: Cooperative, since: date, until: date) -> list[dict[str, Any]]:
    rows = BoardMeeting.objects.filter(cooperative=cooperative).order_by("held_at")
    return [
        {
            "on": seoul_day(row.held_at).isoformat(),
            "items": [[each["title"], _result(each["is_passed"])] for each in row.decisions],
        }
        for row in rows
        if since <= seoul_day(row.held_at) < until
    ]
