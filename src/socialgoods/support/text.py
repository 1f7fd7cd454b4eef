"""Sentences used twice, or tested."""

from django.utils.translation import gettext_lazy as _

AMOUNT_CHANGED = _("받은 지원의 금액이 그사이 파일이나 손으로 더 적게 고쳐졌습니다. 받은 지원을 먼저 확인해 주세요.")
SOURCE_LONG = _("재원의 이름이 너무 깁니다(80자까지).")
