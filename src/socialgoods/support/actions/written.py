"""A finished promise in the register's support given: added to the one row of its organisation, year, measure and source.

Exact and reversible: the row always holds what stood there before and the sum of what the finished promises gave.
"""

from datetime import datetime

from socialgoods.people.models import User
from socialgoods.registry.actions import designation as registry
from socialgoods.registry.models import SupportGiven
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Commitment, Written
from socialgoods.support.text import AMOUNT_CHANGED


def write(commitment: Commitment, given: int, *, by: User | None, at: datetime) -> Written:
    """The caller has locked the commitment."""
    support = _row(commitment)
    if support is None:
        fields = {
            "year": commitment.year,
            "measure": commitment.measure,
            "source": commitment.source,
            "amount": given,
            "carried_by": commitment.carried_by,
        }
        try:
            support = registry.record_support(organization=commitment.organization, fields=fields, by=by, at=at)
        except registry.NotPossible:
            support = _row(commitment)
            if support is None:
                raise
        else:
            return Written.objects.create(support=support, before=None)
    written, _ = Written.objects.get_or_create(support=support, defaults={"before": support.amount})
    if given:
        registry.change_support(support=support, amount=support.amount + given, by=by, at=at)
    return written


def take_out(commitment: Commitment, *, by: User | None, at: datetime) -> None:
    """The last promise that leaves a row leaves it as it was found. The caller has cleared the commitment's own fields."""
    given, written = commitment.given or 0, commitment.written
    if written is None:
        return
    support = (
        SupportGiven.objects.select_for_update(of=("self",)).select_related("organization").get(pk=written.support_id)
    )
    if support.amount < given:
        raise NotPossible(AMOUNT_CHANGED)
    is_last = not written.commitments.exclude(pk=commitment.pk).exists()
    if is_last:
        before = written.before
        written.delete()
        if before is None and support.amount == given:
            registry.remove_support(support=support, by=by, at=at)
            return
    if given:
        registry.change_support(support=support, amount=support.amount - given, by=by, at=at)


def _row(commitment: Commitment) -> SupportGiven | None:
    return (
        SupportGiven.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(
            organization=commitment.organization,
            year=commitment.year,
            measure=commitment.measure,
            source=commitment.source,
        )
        .first()
    )
