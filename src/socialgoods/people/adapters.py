"""Where allauth asks this house: telephone numbers, what other services may tell us, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import PhoneVerificationStage
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.secrets import decrypt, encrypt
from socialgoods.people import letters, queries, sms, text
from socialgoods.people.fields import PhoneField
from socialgoods.people.models import User


class SignupPhoneStage(PhoneVerificationStage):
    """A number is confirmed at sign-up. One left unconfirmed never stands between a person and a right password."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        return super().handle() if self.login.signup else (None, True)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("아이디 또는 비밀번호가 맞지 않습니다."),
        "email_password_mismatch": _("이메일 또는 비밀번호가 맞지 않습니다."),
        "phone_password_mismatch": _("휴대전화 번호 또는 비밀번호가 맞지 않습니다."),
        "too_many_login_attempts": text.TOO_MANY_TRIES,
        "incorrect_code": _("코드가 맞지 않습니다. 받은 숫자 여섯 자리를 다시 확인하세요."),
        "username_taken": User._meta.get_field("username").error_messages["unique"],
        "email_taken": _("이 이메일로 만든 계정이 이미 있습니다. 로그인하거나 비밀번호를 다시 정하세요."),
        "phone_taken": _("이 번호로 만든 계정이 이미 있습니다. 문자로 받은 코드로 로그인하세요."),
        "select_only_one": _("이메일과 휴대전화 번호 가운데 하나만 적어 주세요."),
        "rate_limited": _("너무 자주 누르셨습니다. 잠시 뒤에 다시 해 보세요."),
    }

    def get_login_stages(self) -> list[str]:
        ours, theirs = "socialgoods.people.adapters.SignupPhoneStage", "allauth.account.stages.PhoneVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.put_phone(phone, verified=verified)
        user.save(update_fields=["phone", "phone_index", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return queries.person_with_phone(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        try:
            sms.send(phone, letters.login_code(user, code))
        except sms.NotSent as failure:
            messages.error(self.request, str(failure))
            raise ImmediateHttpResponse(
                redirect("me" if self.request.user.is_authenticated else "account_login")
            ) from None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Of what the other service tells, the name is offered in the form and nothing is kept."""
        user: User = super().populate_user(request, sociallogin, data | {"username": ""})
        user.name = (data.get("name") or data.get("username") or "")[:60]
        sociallogin.account.extra_data = {}
        return user


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
