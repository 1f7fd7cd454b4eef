"""What the events of this room are called on a screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENT_WORDS: dict[str, Any] = {
    "support.activity.seen": _("활동 보고의 목록을 봄"),
    "support.application.begun": _("공모 신청서를 시작함"),
    "support.application.edited": _("공모 신청서를 적음"),
    "support.application.refused": _("공모에서 선정하지 않음"),
    "support.application.selected": _("공모에서 선정함"),
    "support.application.submitted": _("공모에 신청함"),
    "support.application.taken_back": _("공모 신청서를 다시 엶"),
    "support.application.weighed": _("공모 신청을 심사함"),
    "support.application.withdrawn": _("공모 신청을 거둠"),
    "support.applications.seen": _("공모 신청을 봄"),
    "support.call.budget_raised": _("공모의 예산을 늘림"),
    "support.call.cancelled": _("공모를 취소함"),
    "support.call.changed": _("공모를 고침"),
    "support.call.decided": _("공모의 결과를 정함"),
    "support.call.opened": _("공모를 엶"),
    "support.case.seen": _("사례철을 봄"),
    "support.cases.loaded": _("사례철을 한꺼번에 넣음"),
    "support.commitment.cancelled": _("약속을 취소함"),
    "support.commitment.closed": _("약속을 일부만 전달하고 마침"),
    "support.commitment.delivered": _("약속을 모두 전달함"),
    "support.commitment.planned": _("전달할 날과 맡은 사람을 정함"),
    "support.commitment.promised": _("지원을 약속함"),
    "support.commitment.reopened": _("마친 약속을 다시 엶"),
    "support.contact.recorded": _("만남을 적음"),
    "support.contact.withdrawn": _("만남의 기록을 거둠"),
    "support.delivery.recorded": _("전달을 적음"),
    "support.delivery.taken_back": _("전달을 되돌림"),
    "support.document.added": _("문서나 사진을 더함"),
    "support.document.withdrawn": _("문서나 사진을 거둠"),
    "support.organization.invited": _("공모에 초대함"),
    "support.task.added": _("할 일을 더함"),
    "support.task.done": _("할 일을 마침"),
    "support.task.undone": _("마친 일을 되돌림"),
    "support.task.withdrawn": _("할 일을 거둠"),
}
