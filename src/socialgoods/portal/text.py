"""Sentences used twice, or tested."""

from django.utils.translation import gettext_lazy as _

DESK_FACES = {
    "county": _("우리 군"),
    "cases": _("맡은 조직"),
    "own": _("내 조직"),
    "audit": _("감사"),
    "network": _("네트워크"),
    "partner": _("협력 기관"),
    "counter": _("창구"),
    "resident": _("주민"),
}
NOT_YOUR_DESK = _("이 책상은 역할을 맡은 분의 것입니다. 역할은 사회혁신정책관이 맡깁니다.")
