"""Counting: paper is entered by one teller and witnessed by both, then the result is settled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import box
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import AgendaItem, ItemKind, ItemState, Nominee, PaperResult, Teller
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count, election, resolution
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.states import ITEM_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def enter_paper(*, item: AgendaItem, counts: Mapping[str, int], by: User, at: datetime) -> None:
    """By a teller, after the close: what was counted on paper. Entered anew, both tellers confirm anew."""
    row = _counting(item)
    _teller(row, by)
    ballots = queries.paper_ballots(row)
    asked = queries.form(row)
    require_lawful(count.reasons_against_paper(asked, counts, ballots))
    row.paper_results.all().delete()
    found = count.paper_marks(asked, counts, ballots)
    PaperResult.objects.bulk_create(
        [PaperResult(item=row, choice=choice, votes=votes, by=by, at=at) for choice, votes in found.items()]
    )
    row.tellers.update(confirmed_at=None, sha256="")
    events.record("cooperative.item.paper_entered", row, by=by, at=at, ballots=ballots)


def awaits_paper(item: AgendaItem) -> bool:
    return queries.paper_ballots(item) > 0 and not item.paper_results.exists()


def known_by_code(*, item: AgendaItem, code: str, by: User, at: datetime) -> Teller:
    """The teller without an account, on another's device. A wrong word is counted also where it is refused."""
    with transaction.atomic():
        row = _counting(item)
        teller = Teller.objects.select_for_update().filter(item=row, user=None).first()
        if teller is None:
            raise NotLawful([Reason(_("암호말로 확인하는 검표인이 없는 투표입니다."), count.BALLOT_RULE)])
        if row.tellers.filter(user=by).exists():
            text = _("다른 검표인의 기기에서는 확인할 수 없습니다. 다른 사람의 기기에서 확인해 주세요.")
            raise NotLawful([Reason(text, count.BALLOT_RULE)])
        minutes = (at - teller.tried_at).total_seconds() / 60 if teller.tried_at else None
        require_lawful(count.reasons_against_trying(tries=teller.tries, minutes=minutes))
        is_right = check_password(code, teller.code)
        is_rested = minutes is not None and minutes >= count.CODE_WAIT_MINUTES
        tries = 0 if is_right else 1 if is_rested else teller.tries + 1
        Teller.objects.filter(pk=teller.pk).update(tries=tries, tried_at=None if is_right else at)
    if not is_right:
        raise NotLawful([Reason(_("암호말이 맞지 않습니다. 검표인이 직접 다시 적어 주세요."), count.BALLOT_RULE)])
    return teller


def confirm_by_code(*, item: AgendaItem, code: str, sha256: str, by: User, at: datetime) -> bool:
    """As `confirm`, for the teller without an account; `by` is whose device it is."""
    teller = known_by_code(item=item, code=code, by=by, at=at)
    with transaction.atomic():
        return _confirm(_counting(item), teller, sha256, by=by, at=at)


@transaction.atomic
def confirm(*, item: AgendaItem, sha256: str, by: User, at: datetime) -> bool:
    """A teller witnesses the counts, of which the hash is what he or she saw. With the second the result is settled: True."""
    row = _counting(item)
    return _confirm(row, _teller(row, by), sha256, by=by, at=at)


def _confirm(row: AgendaItem, teller: Teller, sha256: str, *, by: User, at: datetime) -> bool:
    if awaits_paper(row):
        raise NotLawful([Reason(_("종이 투표지를 세어 먼저 적어 주세요."), count.BALLOT_RULE)])
    found = queries.counts(row)
    if sha256 != count.digest(queries.title(row), found):
        raise NotLawful([Reason(_("그사이 집계가 바뀌었습니다. 새 집계를 보고 확인해 주세요."), count.BALLOT_RULE)])
    if teller.confirmed_at is None:
        Teller.objects.filter(pk=teller.pk).update(confirmed_at=at, sha256=sha256)
        events.record(
            "cooperative.item.count_confirmed",
            row,
            by=by,
            at=at,
            sha256=sha256,
            teller=teller.name,
            by_code=teller.user_id is None,
        )
    if row.tellers.filter(confirmed_at=None).exists():
        return False
    settle(item=row, by=by, at=at)
    return True


@transaction.atomic
def settle(*, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """The result, from the counts: paper merged among the ballots, passed or not, elected or not, and why."""
    row = _counting(item)
    found = queries.counts(row)
    if row.is_secret:
        _require_witnessed(row, found)
    if row.is_secret and row.paper_results.exists():
        box.add_paper(row, queries.paper_counts(row))
        row.paper_results.all().delete()
    is_passed, why = _elect(row, found) if row.kind == ItemKind.ELECTION else _resolve(row, found)
    move(row, ItemState.DONE, table=ITEM_MOVES, counts=found, is_passed=is_passed, why=why[:300])
    events.record("cooperative.item.settled", row, by=by, at=at, is_passed=is_passed, counts=found)
    return row


def _resolve(item: AgendaItem, found: Mapping[str, int]) -> tuple[bool, str]:
    reasons = resolution.reasons_against(
        queries.majority(item), queries.frozen(item), found[count.YES], is_social=item.assembly.cooperative.is_social
    )
    return not reasons, " ".join(str(reason) for reason in reasons)


def _elect(item: AgendaItem, found: Mapping[str, int]) -> tuple[bool, str]:
    """Elected: yes or no; who goes into a run-off or a lot is not decided yet (None)."""
    asked, seen = queries.form(item), queries.frozen(item)
    is_run_off = item.follows is not None and item.follows.state == ItemState.DONE
    result = election.outcome(asked, found, seen, queries.election_rule(item), is_run_off=is_run_off)
    item.nominees.update(is_elected=False)
    item.nominees.filter(number__in=result.elected).update(is_elected=True)
    item.nominees.filter(number__in=result.tied).update(is_elected=None)
    is_social = item.assembly.cooperative.is_social
    reasons = resolution.reasons_against_quorum(queries.majority(item), seen, is_social=is_social)
    why = " ".join(str(reason) for reason in reasons)
    if result.tied:
        why = _("%(seats)s자리가 남아 결선투표나 추첨이 필요합니다.") % {"seats": result.open_seats}
    elif result.open_seats and not why:
        why = _("%(seats)s자리는 필요한 표를 얻은 후보가 없습니다.") % {"seats": result.open_seats}
    return result.open_seats == 0, why


@transaction.atomic
def draw_lot(*, item: AgendaItem, nominee: Nominee, by: Any, at: datetime) -> None:
    """Where the articles decide a tie by lot: who was drawn before the assembly. Another seat left takes another lot."""
    row = AgendaItem.objects.select_for_update().get(pk=item.pk)
    tied = list(row.nominees.filter(is_elected=None))
    if row.state != ItemState.DONE or nominee.pk not in {each.pk for each in tied}:
        raise NotLawful([Reason(_("추첨할 후보가 아닙니다."), count.BALLOT_RULE)])
    if queries.election_rule(row).tie != election.LOT:
        raise NotLawful([Reason(_("정관이 추첨을 정하지 않았습니다. 결선투표를 해 주세요."), _("정관"))])
    row.nominees.filter(pk=nominee.pk).update(is_elected=True)
    left = row.seats - row.nominees.filter(is_elected=True).count()
    if left <= 0:
        row.nominees.filter(is_elected=None).update(is_elected=False)
        AgendaItem.objects.filter(pk=row.pk).update(is_passed=True, why=_("같은 표를 얻어 추첨으로 정했습니다."))
    events.record("cooperative.item.lot_drawn", row, by=by, at=at, number=nominee.number)


def _counting(item: AgendaItem) -> AgendaItem:
    row = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if row.state != ItemState.COUNTING:
        raise NotLawful([Reason(_("투표를 마감한 뒤, 결과를 정하기 전에만 할 수 있습니다."), count.BALLOT_RULE)])
    return row


def _teller(item: AgendaItem, user: User) -> Teller:
    teller = item.tellers.filter(user=user).first()
    if teller is None:
        raise NotLawful([Reason(_("이 투표의 검표인만 할 수 있습니다."), count.BALLOT_RULE)])
    return teller


def _require_witnessed(item: AgendaItem, found: Mapping[str, int]) -> None:
    seen = {(teller.user_id, teller.sha256) for teller in item.tellers.exclude(confirmed_at=None)}
    now = count.digest(queries.title(item), found)
    if len({user for user, _hash in seen}) < 2 or {hashed for _user, hashed in seen} != {now}:
        raise NotLawful([Reason(_("검표인 두 사람이 집계를 확인해야 결과가 정해집니다."), count.BALLOT_RULE)])
