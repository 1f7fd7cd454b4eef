"""What the county tells a person about the account, by text message or e-mail, in the person's language."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.people import sms
from socialgoods.people.models import User

logger = logging.getLogger(__name__)


def login_code(user: User, code: str) -> str:
    with translation.override(user.language):
        return _("[%(county)s] 확인 코드 %(code)s. 누가 묻더라도 알려 주지 마세요.") % {
            "county": settings.COUNTY.name,
            "code": code,
        }


def identity_code(user: User, code: str) -> str:
    with translation.override(user.language):
        return _(
            "[%(county)s] 직원이 도와드리려고 합니다. 맞으면 직원에게 이 코드를 알려 주세요: %(code)s. "
            "부탁하지 않았으면 알려 주지 마세요."
        ) % {"county": settings.COUNTY.name, "code": code}


def tell_of_sheet(user: User) -> None:
    """To the person, so that a sheet issued without asking does not go unnoticed."""
    with translation.override(user.language):
        body = _("[%(county)s] 로그인 코드표를 새로 내드렸습니다. 부탁하지 않으셨으면 %(phone)s로 전화해 주세요.") % {
            "county": settings.COUNTY.name,
            "phone": settings.COUNTY.phone,
        }
        subject = _("로그인 코드표를 새로 내드렸습니다")
    tell(user, subject=subject, body=body)


def tell(user: User, *, subject: str, body: str) -> bool:
    """By text message, else by e-mail. A message that fails stops nothing; the log says so."""
    try:
        if user.phone_verified:
            sms.send(user.phone, body)
        elif user.email:
            send_mail(subject, body, None, [user.email])
        else:
            return False
    except (sms.NotSent, OSError) as error:
        logger.warning("could not tell user %s: %s", user.pk, error)
        return False
    return True
