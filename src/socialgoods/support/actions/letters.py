"""What organisations are told of calls."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date, won_words
from socialgoods.people import letters
from socialgoods.people.models import User
from socialgoods.registry.models import Representation
from socialgoods.support.models import Application, ApplicationState, Call, Invitation


def tell_invited(invitation: Invitation, *, on: date) -> None:
    for user in _representatives(invitation.organization_id, on):
        with translation.override(user.language):
            words = _words(invitation.call, organization=invitation.organization.name)
            subject = _("[%(county)s] %(call)s에 초대합니다") % words
            body = (
                _(
                    "%(organization)s에 도움이 될 것으로 보여 %(call)s에 초대합니다. %(closes_on)s까지 신청하실 수 있습니다. "
                    "초대는 선정이 아니며 신청한 곳을 모두 살펴 정합니다. 궁금한 점은 %(phone)s로 전화해 주세요."
                )
                % words
            )
        letters.tell(user, subject=subject, body=f"[{words['county']}] {body}")


def tell_results(call: Call, applications: Iterable[Application], *, on: date) -> None:
    for row in applications:
        for user in _representatives(row.organization_id, on):
            with translation.override(user.language):
                words = _words(
                    call, organization=row.organization.name, reason=row.reason, granted=won_words(row.granted or 0)
                )
                subject = _("[%(county)s] %(call)s 결과를 알려 드립니다") % words
                if row.state == ApplicationState.SELECTED:
                    body = _("%(organization)s이(가) 선정되었습니다. 금액 %(granted)s. 까닭: %(reason)s") % words
                else:
                    said = _(
                        "%(organization)s은(는) 이번에 선정되지 않았습니다. 까닭: %(reason)s 궁금한 점은 %(phone)s로 전화해 주세요."
                    )
                    body = said % words
            letters.tell(user, subject=subject, body=f"[{words['county']}] {body}")


def _representatives(organization: int, on: date) -> list[User]:
    rows = Representation.objects.running_on(on).filter(organization=organization, user__is_active=True)
    return [row.user for row in rows.select_related("user")]


def _words(call: Call, **more: Any) -> dict[str, Any]:
    return {
        "county": settings.COUNTY.name,
        "call": str(call),
        "closes_on": seoul_date(call.closes_on),
        "phone": settings.COUNTY.phone,
        **more,
    }
