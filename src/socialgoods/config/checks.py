"""What `socialgoods check --deploy` asks of a county that goes live, beyond what Django asks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def letters_leave_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND != "django.core.mail.backends.filebased.EmailBackend":
        return []
    return [
        Warning(
            f"Letters are written to {settings.EMAIL_FILE_PATH} and reach nobody.",
            hint="Set SOCIALGOODS_SMTP_HOST to the county's mail server.",
            id="socialgoods.W001",
        )
    ]


@register(Tags.security, deploy=True)
def text_messages_leave_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.SMS_WAY != "file":
        return []
    return [
        Warning(
            "Text messages are written to files and reach nobody.",
            hint="Set SOCIALGOODS_SMS to http with its gateway, or to none.",
            id="socialgoods.W002",
        )
    ]
