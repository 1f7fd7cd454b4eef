"""A co-operative ends by resolution (§57, §102), is wound up step by step, and what is left goes where the law lets it go (§59, §104)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import AgendaItem, Cooperative, CooperativeState, Liquidation, LiquidationStep
from socialgoods.cooperative.queries import liquidation as queries
from socialgoods.cooperative.rules import liquidation as rules
from socialgoods.cooperative.rules.ending import Residue, reasons_against_residue
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import COOPERATIVE_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def begin(*, cooperative: Cooperative, item: AgendaItem | None, by: User | None, at: datetime) -> Liquidation:
    """Dissolved on the day of the resolution; from then on it is only wound up: nobody joins, nothing is subscribed."""
    row = locked(cooperative)
    there = queries.of(row)
    if there is not None and there.item_id == (item.pk if item else None):
        return there
    require_passed(item, "dissolution")
    if item is None or item.assembly.cooperative_id != row.pk:
        raise NotLawful([Reason(_("이 조합의 총회가 의결한 안건이 아닙니다."), act(29, 1, item="7"))])
    on = seoul_day(item.assembly.held_at)
    move(row, CooperativeState.WINDING_UP, table=COOPERATIVE_MOVES)
    made = Liquidation.objects.create(cooperative=row, item=item, began_on=on)
    events.record("cooperative.liquidation.begun", row, by=by, at=at, on=on.isoformat())
    return made


@transaction.atomic
def name_liquidator(*, liquidation: Liquidation, name: str, on: date, by: User | None, at: datetime) -> LiquidationStep:
    row = _locked(liquidation)
    if not name.strip():
        raise NotLawful([Reason(_("누가 청산인인지 적어 주세요."), act(58))])
    made = _take(row, "liquidator", on, by=by, at=at, note=name.strip())
    Liquidation.objects.filter(pk=row.pk).update(liquidator=name.strip()[:120])
    return made


@transaction.atomic
def take(
    *,
    liquidation: Liquidation,
    step: str,
    on: date,
    item: AgendaItem | None = None,
    note: str = "",
    by: User | None,
    at: datetime,
) -> LiquidationStep:
    """Registered; or approved by the assembly, on its day."""
    row = _locked(liquidation)
    if step in rules.BY_THE_ASSEMBLY:
        require_passed(item, "liquidation")
        if item is None or item.assembly.cooperative_id != row.cooperative_id:
            raise NotLawful([Reason(_("이 조합의 총회가 의결한 안건이 아닙니다."), act(58))])
        if LiquidationStep.objects.filter(liquidation=row, item=item).exists():
            raise NotLawful([Reason(_("재산목록과 결산보고서는 따로 승인합니다. 다른 안건을 골라 주세요."), act(58))])
        on = seoul_day(item.assembly.held_at)
    return _take(row, step, on, by=by, at=at, item=item, note=note)


@transaction.atomic
def call_creditors(
    *,
    liquidation: Liquidation,
    on: date,
    until_on: date | None,
    times: int,
    note: str = "",
    by: User | None,
    at: datetime,
) -> LiquidationStep:
    """`on`: published for the first time; `until_on`: the last day on which creditors may say what they are owed."""
    row = _locked(liquidation)
    require_lawful(rules.reasons_against_notice(on=on, until_on=until_on, times=times, figures=queries.figures_on(on)))
    return _take(row, "notice", on, by=by, at=at, until_on=until_on, note=note)


@transaction.atomic
def hand_over(
    *, liquidation: Liquidation, residue: Residue, on: date, by: User | None, at: datetime
) -> LiquidationStep:
    """After the debts: to whom the law lets it go."""
    row = _locked(liquidation)
    require_lawful(reasons_against_residue(residue, is_social=row.cooperative.is_social))
    made = _take(row, "residue", on, by=by, at=at, note=residue.name)
    heir = residue.heir if residue.won else ""
    Liquidation.objects.filter(pk=row.pk).update(
        heir=heir, heir_name=residue.name.strip()[:120] if residue.won else "", residue_won=residue.won
    )
    return made


@transaction.atomic
def finish(*, liquidation: Liquidation, on: date, by: User | None, at: datetime) -> Cooperative:
    """The end is registered: from this day on there is no co-operative."""
    row = _locked(liquidation)
    _take(row, "end", on, by=by, at=at)
    move(row.cooperative, CooperativeState.DISSOLVED, table=COOPERATIVE_MOVES, closed_on=on)
    events.record(
        "cooperative.cooperative.dissolved", row.cooperative, by=by, at=at, heir=row.heir, amount=row.residue_won
    )
    return row.cooperative


def _locked(liquidation: Liquidation) -> Liquidation:
    locked(liquidation.cooperative)
    return Liquidation.objects.select_related("cooperative__entity").get(pk=liquidation.pk)


def _take(row: Liquidation, step: str, on: date, *, by: User | None, at: datetime, **more: Any) -> LiquidationStep:
    """After what it needs, on a day that has come and is not before it."""
    state, figures = queries.state_on(row.cooperative, seoul_day(at)), queries.figures_on(on)
    require_lawful(rules.reasons_against_taking(step, state, figures))
    last = rules.first_day(step, state)
    article = next(each.article for each in rules.path(state, figures) if each.key == step)
    require_lawful(rules.reasons_against_day(on=on, after=last, today=seoul_day(at), article=article))
    more["note"] = str(more.get("note", ""))[:300]
    made = LiquidationStep.objects.create(liquidation=row, step=step, done_on=on, by=by, at=at, **more)
    events.record("cooperative.liquidation.step_taken", row.cooperative, by=by, at=at, step=step, on=on.isoformat())
    return made
