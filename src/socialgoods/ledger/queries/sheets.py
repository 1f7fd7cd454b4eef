"""Trial balance, income statement and balance sheet as a table of rows: a page, a spreadsheet and a paper say the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date, seoul_short
from socialgoods.kernel.periods import FiscalYear, add_months, day_before
from socialgoods.ledger.models import Entity
from socialgoods.ledger.queries import balances, statements
from socialgoods.ledger.queries.statements import Group


@dataclass(frozen=True)
class Row:
    kind: str
    """`head`, `group`, `line`, `total`, `grand`."""
    name: str
    amounts: tuple[int | None, ...] = ()
    account: str = ""


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    when: str
    definition: str
    headings: tuple[str, ...]
    rows: list[Row]
    answer: tuple[int, int]
    """The one figure that the sheet is opened for, now and the year before."""


def trial_balance(entity: Entity, *, on: date) -> Sheet:
    """Sums of the fiscal year until the day, what stands on each account, and what stood on it a year before."""
    until = on + timedelta(days=1)
    year = FiscalYear.of(on, entity.end_month)
    now = {row.account.pk: row for row in balances.trial_balance(entity, until=until)}
    moved = balances.sums(entity, since=year.starts_on, until=until)
    before = {row.account.pk: row for row in balances.trial_balance(entity, until=add_months(until, -12))}
    rows, totals = [], [0] * 6
    for account in entity.accounts.order_by("code"):
        if account.pk not in now:
            continue
        held = now[account.pk].balance
        then = before[account.pk].balance if account.pk in before else 0
        debit, credit = moved.get(account.pk, (0, 0))
        amounts = (debit, credit, max(held, 0), max(-held, 0), max(then, 0), max(-then, 0))
        if any(amounts):
            rows.append(Row("line", account.name, amounts, account.code))
            totals = [total + amount for total, amount in zip(totals, amounts, strict=True)]
    rows.append(Row("grand", _("합계"), tuple(totals)))
    return Sheet(
        "trial_balance", _("합계잔액시산표"), _("%(day)s 현재") % {"day": seoul_date(on)},
        _("합계는 %(since)s부터, 잔액은 장부를 연 때부터 쌓인 것입니다. 차변과 대변의 합은 늘 같습니다.")
        % {"since": seoul_date(year.starts_on)},
        (
            _("차변 합계"), _("대변 합계"), _("차변 잔액"), _("대변 잔액"), _("지난해 같은 날 차변 잔액"),
            _("지난해 같은 날 대변 잔액"),
        ),
        rows, (totals[2], totals[4]),
    )  # fmt: skip


def income_statement(entity: Entity, *, since: date, until: date) -> Sheet:
    """The period, and the same period of the year before beside it."""
    now = statements.income_statement(entity, since=since, until=until)
    then = statements.income_statement(entity, since=add_months(since, -12), until=add_months(until, -12))
    rows = [
        *_side(_("수익"), now.income, then.income, _("수익 합계")),
        *_side(_("비용"), now.expense, then.expense, _("비용 합계")),
        Row("grand", _("당기 순손익(수익 − 비용)"), (now.result, then.result)),
    ]
    period = f"{seoul_date(since)} – {seoul_date(day_before(until))}"
    return Sheet(
        "income_statement", _("손익계산서"), period,
        _("그 기간에 번 것과 쓴 것입니다. 회계연도를 마감하며 이월한 전표는 뺐습니다."),
        (_("이번 기간"), _("지난해 같은 기간")), rows, (now.result, then.result),
    )  # fmt: skip


def balance_sheet(entity: Entity, *, on: date) -> Sheet:
    """The day, and the end of the fiscal year before beside it."""
    year = FiscalYear.of(on, entity.end_month)
    now = statements.balance_sheet(entity, until=on + timedelta(days=1))
    then = statements.balance_sheet(entity, until=year.starts_on)
    rows = [
        *_side(_("자산"), now.assets, then.assets, _("자산 합계")),
        *_side(_("부채"), now.liabilities, then.liabilities, _("부채 합계")),
        *_side(_("자본"), now.equity, then.equity, ""),
        Row("line", _("아직 이월하지 않은 손익"), (now.result, then.result)),
        Row("total", _("자본 합계"), (now.total_equity, then.total_equity)),
        Row(
            "grand",
            _("부채와 자본 합계"),
            (now.total_liabilities + now.total_equity, then.total_liabilities + then.total_equity),
        ),
    ]
    return Sheet(
        "balance_sheet", _("대차대조표"), _("%(day)s 현재") % {"day": seoul_date(on)},
        _("그날 가진 것(자산)과 갚을 것(부채), 남는 것(자본)입니다. 자산은 부채와 자본의 합과 같습니다."),
        (seoul_short(on), _("지난 회계연도 말 %(day)s") % {"day": seoul_short(day_before(year.starts_on))}),
        rows, (now.total_assets, then.total_assets),
    )  # fmt: skip


def _side(head: str, now: list[Group], then: list[Group], total: str) -> list[Row]:
    """Headings and accounts of either time in the order of the numbers."""
    lines = {
        line.account.pk: (line.account, group.name)
        for groups in (then, now)
        for group in groups
        for line in group.lines
    }
    ours = [{line.account.pk: line.amount for group in groups for line in group.lines} for groups in (now, then)]
    rows, last = [Row("head", head)], None
    for pk, (account, group) in sorted(lines.items(), key=lambda pair: pair[1][0].code):
        if group != last and group:
            of_group = [key for key, (_account, name) in lines.items() if name == group]
            rows.append(Row("group", group, tuple(sum(found.get(key, 0) for key in of_group) for found in ours)))
        last = group
        rows.append(Row("line", account.name, tuple(found.get(pk, 0) for found in ours), account.code))
    if total:
        rows.append(Row("total", total, tuple(sum(found.values()) for found in ours)))
    return rows
