from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit


class ConfirmLoginCodeForm(allauth.ConfirmLoginCodeForm):
    """allauth counts wrong codes in the session, which answers sent at once can outrun; the cache is locked."""

    def clean_code(self) -> str:
        key = context.request.session.session_key or ""
        if not ratelimit.consume(context.request, action="login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()
