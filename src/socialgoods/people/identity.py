"""A code sent to the person's telephone, which the person reads to the helper. It lives in the helper's session."""

import secrets
import time
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from socialgoods.kernel.identifiers import digits
from socialgoods.kernel.secrets import keyed_hash
from socialgoods.people import letters, sms, text
from socialgoods.people.models import User

SESSION_KEY = "identity_code"
GOOD_FOR_SECONDS = 600


class NotIdentified(Exception):
    """The text is ready to show."""


def send_code(request: HttpRequest, person: User) -> None:
    if not person.phone:
        raise NotIdentified(text.ASSIST_NO_PHONE)
    if not ratelimit.consume(request, action="identity_sms", key=str(person.pk)):
        raise NotIdentified(text.TOO_MANY_TRIES)
    code = f"{secrets.randbelow(10**6):06d}"
    try:
        sms.send(person.phone, letters.identity_code(person, code))
    except sms.NotSent as failure:
        raise NotIdentified(str(failure)) from None
    request.session[SESSION_KEY] = {"person": person.pk, "hash": _hash(person, code), "at": time.time()}


def check_code(request: HttpRequest, person: User, code: str) -> None:
    sent: dict[str, Any] = request.session.get(SESSION_KEY) or {}
    if sent.get("person") != person.pk or time.time() - sent["at"] > GOOD_FOR_SECONDS:
        raise NotIdentified(text.ASSIST_NO_SMS_SENT)
    if not ratelimit.consume(request, action="login_code", key=f"identity/{request.user.pk}/{person.pk}"):
        raise NotIdentified(text.TOO_MANY_TRIES)
    if not constant_time_compare(sent["hash"], _hash(person, digits(code))):
        raise NotIdentified(text.ASSIST_CODE_WRONG)
    del request.session[SESSION_KEY]


def _hash(person: User, code: str) -> str:
    return keyed_hash("identity_code", f"{person.pk}/{person.phone}/{code}")
