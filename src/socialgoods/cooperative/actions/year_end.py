"""From the books to the assembly and back: computed, audited, approved, booked, closed. Each step once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.actions.shared import locked, party, write
from socialgoods.cooperative.models import AgendaItem, Cooperative, CooperativeKind, YearEnd, YearEndState
from socialgoods.cooperative.queries import year_end as queries
from socialgoods.cooperative.rules import audit, dividend, main_business, medical, reserve
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.year_states import YEAR_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import day_before, seoul_day
from socialgoods.kernel.states import move
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User

DISPOSITION = "cooperative.disposition"


def _refuse(text: str, cooperative: Cooperative) -> NoReturn:
    raise NotLawful([Reason(text, audit.article(is_social=cooperative.is_social))])


def _held(year_end: YearEnd) -> YearEnd:
    """The co-operative's row first, then its year: whoever books the same year at once waits here."""
    locked(year_end.cooperative)
    return YearEnd.objects.select_for_update(of=("self",)).select_related("cooperative__entity").get(pk=year_end.pk)


def _fresh(cooperative: Cooperative, year: int) -> queries.Figures:
    found = queries.figures(cooperative, year)
    if found is None:
        _refuse(_("그 해의 장부가 없습니다. 장부를 먼저 적어 주세요."), cooperative)
    return found


@transaction.atomic
def prepare(
    *, cooperative: Cooperative, year: int, dividends: int = 0, capital: int = 0, voluntary: int | None = None,
    used: Mapping[int, int] | None = None, report: str | None = None, by: User | None, at: datetime,
) -> YearEnd:  # fmt: skip
    """The year's figures from the books, and a disposition that keeps the law. Prepared again until the auditor has it.

    Wishes (`dividends` in all, of these `capital`; `voluntary`) are cut to what the law leaves. `used`: what each member used in the
    year, by which a general co-operative shares dividends.
    """
    cooperative = Cooperative.objects.select_related("entity").get(pk=locked(cooperative).pk)
    found = _fresh(cooperative, year)
    if found.when.ends_on > seoul_day(at):
        _refuse(
            _("%(year)s 회계연도는 %(day)s에 끝납니다. 그 뒤에 결산해 주세요.")
            % {"year": year, "day": seoul_date(day_before(found.when.ends_on))},
            cooperative,
        )
    row = YearEnd.objects.filter(cooperative=cooperative, year=year).first() or YearEnd(
        cooperative=cooperative, year=year
    )
    if row.state != YearEndState.DRAFT:
        _refuse(_("이미 감사에게 낸 결산입니다. 고치려면 먼저 되돌려 받아 주세요."), cooperative)
    if used is not None:
        row.used = {str(pk): won for pk, won in sorted(used.items()) if won > 0}
    row.report = row.report if report is None else report.strip()
    row.result_won, row.carried_won = found.surplus.result, found.surplus.carried
    row.proposal = queries.proposal(found, dividends=dividends, capital=capital, voluntary=voluntary)
    require_lawful(_against_sharing(row))
    row.save()
    events.record("cooperative.year.prepared", row, by=by, at=at, year=year, result=row.result_won)
    return row


def _against_sharing(row: YearEnd) -> list[Reason]:
    wanted = queries.disposition_of(row)
    if wanted is None:
        return []
    return dividend.reasons_against_sharing(
        wanted.usage,
        wanted.capital,
        used=queries.used_of(row),
        paid_in=queries.paid_in_by_member(row) if wanted.capital else {},
    )


@transaction.atomic
def measure_main_business(
    *, year_end: YearEnd, measure: str, main: int | None = None, total: int | None = None, source: str = "",
    programmes: Sequence[str] = (), by: User | None, at: datetime,
) -> YearEnd:  # fmt: skip
    """From the books, by programme; or entered, with the source that says where the figures stand."""
    row = _held(year_end)
    if programmes:
        found = queries.turnover(row.cooperative, row.year, programmes)
        main, total = found or (None, None)
        measure, source = "won", _("장부의 사업별 수입·지출: %(names)s") % {"names": ", ".join(programmes)}
    day = day_before(queries.fiscal_year(row.cooperative, row.year).ends_on)
    allowed = parameters.MEASURES.on(max(day, parameters.IN_FORCE)).get(row.cooperative.main_business, ("won",))
    reasons = main_business.reasons_against_figures(main, total, measure=measure, allowed=allowed)
    if (main is None) != (total is None) or not source.strip():
        reasons.append(Reason(_("주사업 실적과 전체 실적, 그리고 출처를 모두 적어 주세요."), main_business.act(93)))
    require_lawful(reasons)
    row.main_business_won, row.total_business_won = main, total
    row.main_business_measure, row.main_business_source = measure, source.strip()[:200]
    row.save()
    events.record("cooperative.year.main_business_measured", row, by=by, at=at, main=main, total=total, measure=measure)
    return row


@transaction.atomic
def measure_supply(
    *, year_end: YearEnd, to_all: int | None, to_others: int | None, source: str = "", by: User | None, at: datetime
) -> YearEnd:
    """Of a medical co-operative (Decree §24): what it gave in the year. Above the limit it is said, not refused: it is a fact."""
    row = _held(year_end)
    require_lawful(
        medical.reasons_against_supply_figures(
            is_medical=row.cooperative.kind == CooperativeKind.MEDICAL,
            to_all=to_all,
            to_others=to_others,
            source=source,
        )
    )
    row.supply_all, row.supply_others, row.supply_source = to_all, to_others, source.strip()[:200]
    row.save(update_fields=["supply_all", "supply_others", "supply_source"])
    events.record("cooperative.year.supply_measured", row, by=by, at=at, to_all=to_all, to_others=to_others)
    return row


@transaction.atomic
def submit_to_audit(*, year_end: YearEnd, on: date, by: User | None, at: datetime) -> YearEnd:
    """The documents, as the books say on this day, go to the auditor."""
    row = _held(year_end)
    if row.state == YearEndState.AUDITED:
        return row
    found = _fresh(row.cooperative, row.year)
    if not queries.is_as_the_books_say(row, found):
        _refuse(_("결산한 뒤에 장부가 바뀌었습니다. 결산을 다시 계산해 주세요."), row.cooperative)
    if on < found.when.ends_on:
        _refuse(_("감사에게 낸 날은 회계연도가 끝난 뒤여야 합니다."), row.cooperative)
    wanted = queries.disposition_of(row)
    require_lawful(dividend.reasons_against(wanted, found.surplus, found.limits) if wanted else [])
    move(row, YearEndState.AUDITED, table=YEAR_MOVES, audited_on=on)
    events.record("cooperative.year.submitted_to_audit", row, by=by, at=at, on=on.isoformat())
    return row


@transaction.atomic
def take_back(*, year_end: YearEnd, by: User | None, at: datetime) -> YearEnd:
    """From the auditor, to be changed; the opinion goes with it."""
    row = _held(year_end)
    move(row, YearEndState.DRAFT, table=YEAR_MOVES, audited_on=None, audit_opinion="", auditor_name="", opined_on=None)
    events.record("cooperative.year.taken_back", row, by=by, at=at)
    return row


@transaction.atomic
def give_opinion(
    *, year_end: YearEnd, opinion: str, auditor_name: str, on: date, by: User | None, at: datetime
) -> YearEnd:
    row = _held(year_end)
    if row.state != YearEndState.AUDITED or row.audited_on is None:
        _refuse(_("감사에게 낸 결산에만 의견을 적을 수 있습니다."), row.cooperative)
    if not opinion.strip() or not auditor_name.strip() or (row.audited_on and on < row.audited_on):
        _refuse(_("감사의 이름과 의견, 서류를 받은 뒤의 날짜를 적어 주세요."), row.cooperative)
    row.audit_opinion, row.auditor_name, row.opined_on = opinion.strip(), auditor_name.strip()[:120], on
    row.save(update_fields=["audit_opinion", "auditor_name", "opined_on"])
    events.record("cooperative.year.opinion_given", row, by=by, at=at, auditor=row.auditor_name)
    return row


@transaction.atomic
def approve(*, year_end: YearEnd, item: AgendaItem, by: User | None, at: datetime) -> YearEnd:
    """By an item on the accounts or the disposition that an assembly of this co-operative passed, of what the auditor had read."""
    row = _held(year_end)
    if row.item_id == item.pk and row.state in {YearEndState.APPROVED, YearEndState.BOOKED}:
        return row
    cooperative = row.cooperative
    if item.assembly.cooperative_id != cooperative.pk:
        _refuse(_("이 조합의 총회 안건이 아닙니다."), cooperative)
    require_passed(item, item.subject if item.subject in {"accounts", "disposition"} else "accounts")
    held_on = seoul_day(item.assembly.held_at)
    require_lawful(
        audit.reasons_against(
            audited_on=row.audited_on, assembly_on=held_on, days=parameters.AUDIT_DAYS.on(max(held_on, parameters.IN_FORCE)),
            has_opinion=bool(row.audit_opinion), has_auditor=queries.has_auditor(cooperative, held_on),
            is_social=cooperative.is_social,
        )
    )  # fmt: skip
    if not queries.is_as_the_books_say(row, queries.figures(cooperative, row.year)):
        _refuse(
            _("감사를 받은 뒤에 장부가 바뀌었습니다. 결산을 되돌려 다시 계산하고, 감사와 총회를 다시 거쳐 주세요."),
            cooperative,
        )
    move(row, YearEndState.APPROVED, table=YEAR_MOVES, item=item, resolved_on=held_on)
    events.record("cooperative.year.approved", row, by=by, at=at, item=item.pk, on=held_on.isoformat())
    return row


@transaction.atomic
def book(*, year_end: YearEnd, by: User | None, at: datetime) -> YearEnd:
    """The fiscal year is closed, and the disposition is posted on the day of the resolution. Once, whoever asks again."""
    row = _held(year_end)
    if row.state == YearEndState.BOOKED:
        return row
    cooperative = row.cooperative
    earlier = queries.earlier_unbooked(cooperative, row.year)
    if earlier is not None:
        _refuse(_("%(year)s 회계연도의 처분을 먼저 적어 주세요.") % {"year": earlier}, cooperative)
    found = _fresh(cooperative, row.year)
    if row.state == YearEndState.APPROVED and not queries.is_as_the_books_say(row, found):
        _refuse(
            _("총회가 승인한 뒤에 장부가 바뀌었습니다. 바뀐 전표를 취소하여 승인한 금액과 맞추어 주세요."), cooperative
        )
    entity = cooperative.entity
    if entity is None:
        raise ValueError(f"{cooperative.code} has no books")
    if row.state == YearEndState.APPROVED and entity.closed_until < found.when.ends_on:
        close_period(entity=entity, until=found.when.ends_on, by=by, at=at)
    entity.refresh_from_db()
    day = max(row.resolved_on or found.when.ends_on, entity.closed_until)
    move(row, YearEndState.BOOKED, table=YEAR_MOVES, booked_on=day)
    lines = _lines(row)
    if lines:
        text = _("%(year)s 회계연도 잉여금 처분") if queries.disposition_of(row) else _("%(year)s 회계연도 손실금 처리")
        origin = f"{DISPOSITION}:{row.pk}"
        row.entry = write(
            entity, day, text % {"year": row.year}, lines, key=f"disposition:{row.year}", origin=origin, by=by, at=at
        )
        row.save(update_fields=["entry"])
    events.record("cooperative.year.booked", row, by=by, at=at, on=day.isoformat())
    return row


def _lines(row: YearEnd) -> list[Line]:
    """Out of the retained surplus into the reserves and what is owed to members; or out of the reserves to meet a loss."""
    wanted, met = queries.disposition_of(row), queries.loss_of(row)
    if wanted is not None:
        shares = queries.shares_of_members(row)
        members = row.cooperative.members.in_bulk(shares)
        owed = [Line("@dividends_due", -(use + on), party(members[pk])) for pk, (use, on) in shares.items()]
        lines = [Line("@legal_reserve", -wanted.legal), Line("@voluntary_reserve", -wanted.voluntary), *owed]
    else:
        met = met or reserve.LossMet(0, 0, 0, 0)
        lines = [Line("@voluntary_reserve", met.from_voluntary), Line("@legal_reserve", met.from_legal)]
    lines = [line for line in lines if line.amount]
    rest = -sum(line.amount for line in lines)
    return [Line("@retained", rest), *lines] if rest else []
