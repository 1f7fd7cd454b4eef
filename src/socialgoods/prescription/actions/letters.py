"""What an organisation is told of its prescription, in plain words: what, why, for how much, until when, and whom to call."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel.formats import seoul_date, won_words
from socialgoods.people import letters
from socialgoods.people.models import User
from socialgoods.prescription.models import Prescription
from socialgoods.registry.models import Representation


def tell_sent(rows: Iterable[Prescription], *, on: date) -> None:
    told = list(rows)
    representatives = _representatives([row.organization_id for row in told], on)
    for row in told:
        for user in representatives.get(row.organization_id, []):
            with translation.override(user.language):
                words = _words(row)
                subject = _("[%(county)s] %(organization)s에 알맞은 지원을 보내 드립니다") % words
                body = " ".join([*_offered(row, words), *_how(words)])
            letters.tell(user, subject=subject, body=f"[{words['county']}] {body}")


def _offered(row: Prescription, words: dict[str, Any]) -> list[str]:
    said = [_("%(organization)s에 %(year)s년 지원으로 ‘%(measure)s’을(를) 권합니다.") % words]
    if row.reason:
        said.append(row.reason)
    if row.amount:
        said.append(_("지원 금액은 %(amount)s입니다.") % words)
    said.append(_("조직에서 내실 돈은 %(own)s입니다.") % words if row.own_amount else _("조직에서 내실 돈은 없습니다."))
    return said


def _how(words: dict[str, Any]) -> list[str]:
    return [
        _("%(answer_by)s까지 받을지 사양할지 알려 주세요.") % words,
        _("로그인하여 ‘내 책상’에서 답하거나, 자문위원에게 말씀하시거나, %(phone)s로 전화하시면 됩니다.") % words,
    ]


def tell_reminder(row: Prescription, *, on: date) -> bool:
    is_told = False
    for user in _representatives([row.organization_id], on).get(row.organization_id, []):
        with translation.override(user.language):
            words = _words(row)
            subject = _("[%(county)s] ‘%(measure)s’에 답할 날이 다가옵니다") % words
            said = [_("%(organization)s에 보내 드린 ‘%(measure)s’ 지원에 아직 답이 없습니다.") % words, *_how(words)]
        is_told |= letters.tell(user, subject=subject, body=f"[{words['county']}] {' '.join(said)}")
    return is_told


def tell_lapsed(row: Prescription, *, on: date) -> None:
    subject = gettext_lazy("[%(county)s] ‘%(measure)s’에 답할 날이 지났습니다")
    body = gettext_lazy(
        "%(answer_by)s까지 답이 없어 %(organization)s의 ‘%(measure)s’ 지원을 마감했습니다. "
        "그래도 받고 싶으시면 %(phone)s로 전화해 주세요."
    )
    _tell(row, subject, body, on=on)


def tell_withdrawn(row: Prescription, *, on: date) -> None:
    subject = gettext_lazy("[%(county)s] ‘%(measure)s’ 지원을 거둡니다")
    body = gettext_lazy(
        "%(organization)s에 보내 드린 ‘%(measure)s’ 지원을 거두게 되었습니다. 까닭: %(reason)s "
        "죄송합니다. 궁금한 점은 %(phone)s로 전화해 주세요."
    )
    _tell(row, subject, body, on=on)


def _tell(row: Prescription, subject: Any, body: Any, *, on: date) -> None:
    """Both texts in the reader's language."""
    for user in _representatives([row.organization_id], on).get(row.organization_id, []):
        with translation.override(user.language):
            words = _words(row)
            letters.tell(user, subject=str(subject) % words, body=f"[{words['county']}] {str(body) % words}")


def _representatives(organizations: list[int], on: date) -> dict[int, list[User]]:
    rows = Representation.objects.running_on(on).filter(organization__in=organizations, user__is_active=True)
    found: dict[int, list[User]] = {}
    for row in rows.select_related("user").order_by("pk"):
        found.setdefault(row.organization_id, []).append(row.user)
    return found


def _words(row: Prescription) -> dict[str, Any]:
    return {
        "county": settings.COUNTY.name,
        "organization": row.organization.name,
        "year": row.year,
        "measure": row.measure.name,
        "amount": won_words(row.amount),
        "own": won_words(row.own_amount),
        "answer_by": seoul_date(row.answer_by),
        "reason": row.end_reason,
        "phone": settings.COUNTY.phone,
    }
