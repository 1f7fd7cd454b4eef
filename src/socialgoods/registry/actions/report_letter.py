"""What representatives are told when their report was decided."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.people import letters
from socialgoods.people.models import User
from socialgoods.registry.models import AnnualReport, Representation


def tell_confirmed(report: AnnualReport, *, on: date) -> None:
    for user in _representatives(report, on):
        with translation.override(user.language):
            words = _words(report)
            subject = _("[%(county)s] %(year)s년 보고가 확정되었습니다") % words
            body = _("%(organization)s의 %(year)s년 연간 보고가 확정되었습니다. 고맙습니다.") % words
        letters.tell(user, subject=subject, body=f"[{words['county']}] {body}")


def tell_returned(report: AnnualReport, *, on: date) -> None:
    for user in _representatives(report, on):
        with translation.override(user.language):
            words = _words(report)
            subject = _("[%(county)s] %(year)s년 보고를 고쳐 주세요") % words
            body = (
                _(
                    "%(organization)s의 %(year)s년 연간 보고를 돌려보냈습니다. 까닭: %(reason)s "
                    "로그인하여 ‘내 책상’에서 고칠 수 있습니다. 궁금한 점은 %(phone)s로 전화해 주세요."
                )
                % words
            )
        letters.tell(user, subject=subject, body=f"[{words['county']}] {body}")


def _representatives(report: AnnualReport, on: date) -> list[User]:
    rows = Representation.objects.running_on(on).filter(organization=report.organization_id, user__is_active=True)
    return [row.user for row in rows.select_related("user")]


def _words(report: AnnualReport) -> dict[str, object]:
    return {
        "county": settings.COUNTY.name,
        "organization": report.organization.name,
        "year": report.fiscal_year,
        "reason": report.return_reason,
        "phone": settings.COUNTY.phone,
    }
