from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):
    """allauth asks for one of the two, and does not look whether it got any."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        if not self.errors and not given.get("email") and not given.get("phone"):
            raise ValidationError(_("코드를 받을 이메일이나 휴대전화 번호를 적어 주세요."), code="required")
        return given


class ConfirmLoginCodeForm(allauth.ConfirmLoginCodeForm):
    """allauth counts wrong codes in the session, which answers sent at once can outrun; the cache is locked."""

    def clean_code(self) -> str:
        key = context.request.session.session_key or ""
        if not ratelimit.consume(context.request, action="login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()
