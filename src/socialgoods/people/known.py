"""What the people room knows about a person, as plain sections to show and to hand over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_short, seoul_time
from socialgoods.kernel.models import Event
from socialgoods.people.event_words import EVENT_WORDS
from socialgoods.people.models import User


@dataclass(frozen=True)
class Section:
    """`key` names the file in an export; a cell is text, a day, a moment, a number or None (not known)."""

    key: str
    title: str
    why: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    more: int = 0
    """How many rows were left out here; the export has them."""

    @property
    def shown(self) -> list[list[str]]:
        return [[written(cell) for cell in row] for row in self.rows]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.shown]


def written(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{seoul_short(cell)} {seoul_time(cell)}"
    if isinstance(cell, date):
        return seoul_short(cell)
    return "" if cell is None else str(cell)


def what_is_known(user: User, *, at_most: int | None = None, labels: Mapping[str, Any] | None = None) -> list[Section]:
    """`labels`: what rooms above call their events. With `at_most`, long lists show their newest rows."""
    words = EVENT_WORDS | dict(labels or {})
    return [
        _account(user),
        _ways_to_log_in(user),
        _roles(user),
        _assistances(user, at_most),
        _looks(user, words, at_most),
        _deeds(user, words, at_most),
    ]


def _account(user: User) -> Section:
    phone_state = _("확인됨") if user.phone_verified else _("확인되지 않음")
    consents = events.of(user).filter(name="people.consent.given").values_list("at", "data")
    rows = [
        (_("이름"), user.name),
        (_("아이디"), user.username),
        (_("이메일"), user.email or None),
        (_("휴대전화"), f"{user.phone} ({phone_state})" if user.phone else None),
        (_("사는 곳"), user.district),
        (_("언어"), dict(settings.LANGUAGES).get(user.language, user.language)),
        (_("가입한 때"), user.joined_at),
        *((_("개인정보 동의 (%(version)s)") % {"version": data.get("version", "")}, at) for at, data in consents),
    ]
    why = _("로그인하고, 연락하고, 사는 곳에 맞는 소식을 보여 드리려고 둡니다. 휴대전화 번호는 암호로 바꾸어 둡니다.")
    return Section("account", _("계정"), why, (_("항목"), _("내용")), rows)


def _ways_to_log_in(user: User) -> Section:
    kinds = {
        Authenticator.Type.TOTP: _("인증 앱"),
        Authenticator.Type.RECOVERY_CODES: _("복구 코드"),
        Authenticator.Type.WEBAUTHN: _("패스키"),
    }
    rows: list[tuple[Any, ...]] = []
    if user.has_usable_password():
        rows.append((_("비밀번호"), _("알아볼 수 없게 바꾸어 둡니다"), None, None))
    for row in Authenticator.objects.filter(user=user).order_by("pk"):
        rows.append((kinds[Authenticator.Type(row.type)], "", row.created_at, row.last_used_at))
    for account in SocialAccount.objects.filter(user=user).order_by("pk"):
        rows.append((account.provider, _("그 서비스가 준 번호만 둡니다"), account.date_joined, account.last_login))
    for sheet in user.code_sheets.select_related("issued_by").order_by("-pk"):
        note = _("%(serial)s, %(name)s 님이 내드림") % {"serial": sheet.serial, "name": sheet.issued_by}
        rows.append(
            (_("코드표") if sheet.ended_at is None else _("코드표(끝남)"), note, sheet.issued_at, sheet.ended_at)
        )
    why = _("본인만 들어올 수 있게 하려고 둡니다.")
    columns = (_("방법"), _("설명"), _("만든 때"), _("마지막으로 쓰거나 끝난 때"))
    return Section("log_in", _("로그인 방법"), why, columns, rows)


def _roles(user: User) -> Section:
    rows = [
        (row.get_role_display(), row.department, row.starts_on, row.ends_on, row.assigned_by)
        for row in user.roles.select_related("department", "assigned_by")
    ]
    why = _("누가 언제 어떤 책임으로 일했는지 군이 밝힐 수 있도록 두며, 계정을 닫아도 지우지 않습니다.")
    columns = (_("역할"), _("부서"), _("시작일"), _("끝난 날"), _("맡긴 사람"))
    return Section("roles", _("군에서 맡은 역할"), why, columns, rows)


def _assistances(user: User, at_most: int | None) -> Section:
    found = user.assistances_received.select_related("helper").order_by("-pk")

    def row(item: Any) -> tuple[Any, ...]:
        return (
            item.started_at,
            item.ended_at,
            item.helper,
            item.get_way_display(),
            item.get_checked_by_display(),
            item.reason,
        )

    why = _("누군가 대신한 일을 본인이 나중에 확인할 수 있도록 둡니다.")
    columns = (_("시작"), _("끝"), _("도운 사람"), _("방법"), _("본인 확인"), _("도운 일"))
    return _listed("assistance", _("도움받은 일"), why, columns, found, row, at_most)


def _looks(user: User, words: Mapping[str, Any], at_most: int | None) -> Section:
    """What others did with the person's data, looking included."""
    found = events.of(user).exclude(by=user, helper=None).select_related("by", "helper").order_by("-pk")
    why = _("내 정보를 본 사람과 바꾼 사람을 본인이 알 수 있도록 적어 두며, 지울 수 없습니다.")
    columns = (_("때"), _("누가"), _("무엇을"))
    return _listed(
        "looks", _("내 정보를 보거나 바꾼 사람"), why, columns, found, lambda e: _seen_row(e, words), at_most
    )


def _seen_row(event: Event, words: Mapping[str, Any]) -> tuple[Any, ...]:
    return event.at, event.helper or event.by or _("시스템"), _name_of(event, words)


def _name_of(event: Event, words: Mapping[str, Any]) -> str:
    return str(words.get(event.name) or _("기록된 일 (%(name)s)") % {"name": event.name})


def _deeds(user: User, words: Mapping[str, Any], at_most: int | None) -> Section:
    found = Event.objects.filter(by=user).select_related("helper").order_by("-pk")
    why = _("공적인 일을 나중에 따져 볼 수 있도록 누가 언제 무엇을 했는지 적어 두며, 지울 수 없습니다.")
    columns = (_("때"), _("무엇을"), _("도운 사람"))
    return _listed(
        "deeds",
        _("내가 한 일"),
        why,
        columns,
        found,
        lambda e: (e.at, _name_of(e, words), e.helper),
        at_most,
    )


def _listed(
    key: str,
    title: str,
    why: str,
    columns: Sequence[str],
    found: QuerySet[Any],
    row: Callable[[Any], Sequence[Any]],
    at_most: int | None,
) -> Section:
    rows = [row(item) for item in (found[: at_most + 1] if at_most else found)]
    more = found.count() - at_most if at_most and len(rows) > at_most else 0
    return Section(key, title, why, columns, rows[:at_most] if more else rows, more)
