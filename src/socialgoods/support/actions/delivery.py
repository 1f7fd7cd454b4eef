"""A delivery with its receipts and photos, in one go."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel.files import Fit
from socialgoods.people.models import User
from socialgoods.support.actions import entries
from socialgoods.support.actions.commitment import deliver
from socialgoods.support.models import Commitment, Delivery, Document


@transaction.atomic
def deliver_with_evidence(
    *,
    commitment: Commitment,
    delivered_on: date,
    what: str,
    cost: int,
    provider: str,
    reason: str,
    evidence: Sequence[Fit],
    is_last: bool,
    key: str,
    by: User,
    at: datetime,
) -> Delivery:
    delivery = deliver(
        commitment=commitment, delivered_on=delivered_on, what=what, cost=cost, provider=provider, reason=reason, key=key,
        is_last=is_last, by=by, at=at,
    )  # fmt: skip
    title = _("%(what)s 증빙") % {"what": what[:140]}
    for number, fit in enumerate(evidence):
        document = entries.NewDocument(title, fit, taken_on=delivered_on, commitment=commitment, delivery=delivery)
        name = f"{key}:e{number}"[:64]
        if not Document.objects.filter(key=name).exists():
            entries.add_document(organization=commitment.organization, document=document, key=name, by=by, at=at)
    return delivery
