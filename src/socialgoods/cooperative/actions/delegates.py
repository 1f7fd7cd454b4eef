"""Delegates: elected by the members, for a term (§31)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import AgendaItem, Cooperative, Delegate, Member
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.resolution import elected
from socialgoods.cooperative.rules import delegates as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.people.models import User


@transaction.atomic
def elect(
    *, cooperative: Cooperative, members: Sequence[Member] = (), item: AgendaItem | None = None, starts_on: date, ends_on: date,
    by: User | None, at: datetime,
) -> list[Delegate]:  # fmt: skip
    """Those whom an item of an assembly elected, or who were elected in their villages and are written down together.

    With those still in office there must be a tenth of the members, or a hundred.
    """
    row = locked(cooperative)
    chosen = {each.pk: each for each in [*members, *_of_item(row, item)] if each.cooperative_id == row.pk}
    running = Delegate.objects.running_on(starts_on).filter(cooperative=row)
    there = set(running.values_list("member", flat=True))
    everybody = Member.objects.running_on(starts_on).filter(cooperative=row)
    require_lawful(
        _against(row, [each for each in chosen.values() if not everybody.filter(pk=each.pk).exists()], starts_on, ends_on)
        + rules.reasons_against_delegates(
            members=everybody.count(), above=parameters.DELEGATES_ABOVE.on(starts_on), delegates=len(there | set(chosen)),
            percent=parameters.DELEGATES_PERCENT.on(starts_on), enough=parameters.DELEGATES_ENOUGH.on(starts_on),
            articles_allow=articles_on(row, starts_on).has_delegates, is_social=row.is_social,
        )
    )  # fmt: skip
    made = Delegate.objects.bulk_create(
        [
            Delegate(cooperative=row, member=each, item=item, starts_on=starts_on, ends_on=ends_on)
            for pk, each in chosen.items()
            if pk not in there
        ]
    )
    events.record("cooperative.delegates.elected", row, by=by, at=at, members=len(made), since=starts_on.isoformat())
    return made


def _of_item(row: Cooperative, item: AgendaItem | None) -> list[Member]:
    if (
        item is None
        or item.office != "delegate"
        or item.assembly.cooperative_id != row.pk
        or item.assembly.is_delegates
    ):
        return []
    return [nominee.member for nominee in elected(item) if nominee.member is not None]


def _against(row: Cooperative, strangers: list[Member], starts_on: date, ends_on: date) -> list[Reason]:
    reasons = []
    if strangers:
        text = _("대의원은 조합원 가운데서 뽑습니다. 그날 조합원이 아닌 사람: %(names)s")
        names = ", ".join(each.name for each in strangers)
        reasons.append(Reason(text % {"names": names}, rules.article(act(31), is_social=row.is_social)))
    if ends_on <= starts_on:
        reasons.append(Reason(_("임기가 끝나는 날은 시작하는 날보다 뒤여야 합니다."), _("정관")))
    return reasons


@transaction.atomic
def end(*, delegate: Delegate, on: date, by: User | None, at: datetime) -> Delegate:
    """Steps down before the term is over."""
    row = Delegate.objects.select_for_update().get(pk=delegate.pk)
    if not row.starts_on < on <= row.ends_on:
        raise NotLawful([Reason(_("임기 안의 날을 적어 주세요."), _("정관"))])
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    events.record("cooperative.delegate.stepped_down", row, by=by, at=at, on=on.isoformat())
    return row
