"""Opening, changing and closing an account."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import get_language

from socialgoods.kernel import events
from socialgoods.people import queries, rules, text
from socialgoods.people.actions import code_sheets
from socialgoods.people.models import User
from socialgoods.places.models import District

CONSENT_VERSION = "2026-11"


class NotClosed(Exception):
    """Carries the reasons, ready to show."""


@transaction.atomic
def complete_signup(*, user: User, name: str, district: District | None, at: datetime) -> None:
    user.name, user.district, user.language = name, district, (get_language() or "ko")[:2]
    user.save()
    events.record("people.account.opened", user, by=user, at=at, way="self")
    events.record("people.consent.given", user, by=user, at=at, version=CONSENT_VERSION)


@transaction.atomic
def open_account(*, username: str, name: str, phone: str, district: District | None, by: User, at: datetime) -> User:
    """At a counter, for a person who has read and signed the consent. Logs in by code sheet or text message."""
    user = User(username=username, name=name, district=district)
    user.set_unusable_password()
    user.put_phone(phone, verified=False)
    user.save()
    events.record("people.account.opened", user, by=by, at=at, way="counter")
    events.record("people.consent.given", user, by=by, at=at, version=CONSENT_VERSION, way="paper")
    return user


@transaction.atomic
def change_profile(*, user: User, by: User, at: datetime, **changes: object) -> None:
    changed = sorted(field for field, value in changes.items() if getattr(user, field) != value)
    if not changed:
        return
    for field in changed:
        setattr(user, field, changes[field])
    user.save(update_fields=changed)
    events.record("people.profile.changed", user, by=by, at=at, fields=changed)


@transaction.atomic
def confirm_phone(*, user: User, by: User, at: datetime) -> None:
    """Somebody has read out a code sent to the number. If another person confirmed it before, it stays theirs."""
    if user.phone_verified or User.objects.filter(phone_index=user.phone_index, phone_verified=True).exists():
        return
    user.put_phone(user.phone, verified=True)
    user.save(update_fields=["phone", "phone_index", "phone_verified"])
    events.record("people.phone.confirmed", user, by=by, at=at)


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> None:
    """What may go, goes; events and roles stay. Who held a county role keeps the name under which it was done."""
    reasons = rules.reasons_against_closing(holds_roles=queries.holds_or_will_hold_role(user, at=at))
    if reasons:
        raise NotClosed(" ".join(map(str, reasons)))
    code_sheets.end_sheets(user=user, by=by, at=at)
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    if not user.roles.exists():
        user.name = str(text.CLOSED_NAME)
    user.username = f"closed-{user.pk}"
    user.email, user.district, user.is_active = "", None, False
    user.put_phone("", verified=False)
    user.set_unusable_password()
    user.save()
    events.record("people.account.closed", user, by=by, at=at)
