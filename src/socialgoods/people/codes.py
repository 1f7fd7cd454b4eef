"""Codes that rules, tables and forms share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    COORDINATOR = "coordinator", _("총괄 담당관")
    OFFICER = "officer", _("부서 담당자")
    ADVISOR = "advisor", _("자문위원")
    NETWORK = "network", _("네트워크 직원")
    PARTNER = "partner", _("협력 기관")
    AUDITOR = "auditor", _("감사")
    HELPER = "helper", _("창구 도우미")


class IdentityCheck(TextChoices):
    CODE_SHEET = "code_sheet", _("코드표의 코드")
    SMS = "sms", _("휴대전화로 보낸 코드")
    ID_CARD = "id_card", _("신분증")


class AssistanceWay(TextChoices):
    COUNTER = "counter", _("창구에서")
    PHONE = "phone", _("전화로")
    VISIT = "visit", _("찾아가서")
