"""Certificates of shares: numbered, once for the same facts."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import Certificate, Member
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.rules import shares as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.people.models import User


@transaction.atomic
def certify(*, member: Member, on: date, by: User | None, at: datetime) -> Certificate:
    cooperative = locked(member.cooperative)
    shares, amount = queries.held_by(member, on), queries.paid_in_by(member, on)
    if not shares:
        text = _("그날 다 낸 출자좌가 없습니다. 출자금을 낸 뒤에 증서를 낼 수 있습니다.")
        raise NotLawful([Reason(text, rules.of_shares(1, is_social=cooperative.is_social))])
    there = Certificate.objects.filter(member=member, on=on, shares=shares, amount=amount).first()
    if there is not None:
        return there
    last = cooperative.certificates.aggregate(last=Max("number"))["last"] or 0
    row = Certificate.objects.create(
        cooperative=cooperative, number=last + 1, member=member, shares=shares, amount=amount, on=on, by=by, at=at
    )
    events.record("cooperative.certificate.issued", member, by=by, at=at, number=row.number, on=on.isoformat())
    return row
