"""What the events of this room are called on a screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENT_WORDS: dict[str, Any] = {
    "people.account.opened": _("계정을 만듦"),
    "people.account.closed": _("계정을 닫음"),
    "people.account.exported": _("내 정보를 내려받음"),
    "people.assistance.ended": _("돕기를 마침"),
    "people.assistance.started": _("돕기를 시작함"),
    "people.code_sheet.code_used": _("코드표의 코드를 씀"),
    "people.code_sheet.ended": _("코드표를 끝냄"),
    "people.code_sheet.issued": _("코드표를 내줌"),
    "people.consent.given": _("개인정보 이용에 동의함"),
    "people.department.added": _("부서를 만듦"),
    "people.department.changed": _("부서를 고침"),
    "people.desk.handed_over": _("자리를 넘김"),
    "people.list.viewed": _("계정 목록을 봄"),
    "people.person.found": _("창구에서 찾아봄"),
    "people.person.viewed": _("정보를 봄"),
    "people.phone.confirmed": _("휴대전화 번호를 확인함"),
    "people.profile.changed": _("이름·사는 곳·언어를 고침"),
    "people.role.assigned": _("역할을 맡김"),
    "people.role.ended": _("역할을 끝냄"),
}
