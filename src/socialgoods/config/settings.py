"""Everything the site needs to know of its surroundings, read from the environment in one place.

Trying needs nothing set. Production (`SOCIALGOODS_PRODUCTION=1`) refuses to start without its secrets.
"""

import base64
import hashlib
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from socialgoods.config import environment as env
from socialgoods.config import logins, logs
from socialgoods.places.county import load_county

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env.text("SOCIALGOODS_VAR", "var")).absolute()

PRODUCTION = env.flag("SOCIALGOODS_PRODUCTION")
DEBUG = env.flag("SOCIALGOODS_DEBUG") and not PRODUCTION


def _secret(name: str, hint: str) -> str:
    value = env.text(name, None if PRODUCTION else f"only-for-trying-{name.lower()}", hint=hint)
    if PRODUCTION and len(value) < 40:
        raise ImproperlyConfigured(f"{name} is too short to be a secret. {hint}")
    return value


SECRET_KEY = _secret("SECRET_KEY", "Make one: openssl rand -base64 48")
COUNTY_KEY = _secret(
    "SOCIALGOODS_COUNTY_KEY", "Make one, keep it for ever and never in the database: openssl rand -base64 48"
)


def _contact_keys() -> list[str]:
    """Newest first. Looked at now, so that a mistyped key stops the start and not the first telephone number."""
    hint = "Make one: socialgoods make_key. Newest first, commas between."
    only_for_trying = hashlib.sha256(b"only-for-trying-socialgoods_contact_keys").digest()
    keys = env.words("SOCIALGOODS_CONTACT_KEYS")
    if not keys and PRODUCTION:
        raise ImproperlyConfigured(f"SOCIALGOODS_CONTACT_KEYS is not set. {hint}")
    for number, key in enumerate(keys, 1):
        if not re.fullmatch(r"[\w-]{43}=", key, re.ASCII):
            raise ImproperlyConfigured(f"Key {number} in SOCIALGOODS_CONTACT_KEYS is none. {hint}")
    return keys or [base64.urlsafe_b64encode(only_for_trying).decode()]


CONTACT_KEYS = _contact_keys()

COUNTY = load_county(env.text("SOCIALGOODS_COUNTY", ""))

ALLOWED_HOSTS = env.words("SOCIALGOODS_HOSTS", "" if PRODUCTION else "*")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "SOCIALGOODS_HOSTS is not set. Set it to the names people open the site by, such as goods.example.kr"
    )
CSRF_TRUSTED_ORIGINS = env.words("SOCIALGOODS_ORIGINS")

SOCIALACCOUNT_PROVIDERS = logins.providers()
LOGIN_ORIGINS = logins.origins(SOCIALACCOUNT_PROVIDERS)

INSTALLED_APPS = [
    "socialgoods.config",
    "socialgoods.portal",
    "socialgoods.example",
    "socialgoods.plan",
    "socialgoods.prescription",
    "socialgoods.diagnosis",
    "socialgoods.support",
    "socialgoods.cooperative",
    "socialgoods.registry",
    "socialgoods.ledger",
    "socialgoods.people",
    "socialgoods.places",
    "socialgoods.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *logins.apps(SOCIALACCOUNT_PROVIDERS),
]

MIDDLEWARE = [
    "socialgoods.config.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "socialgoods.config.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socialgoods.portal.errors.ConflictMiddleware",
    "socialgoods.people.middleware.LoginRedirectMiddleware",
    "socialgoods.people.middleware.AssistanceMiddleware",
]

ROOT_URLCONF = "socialgoods.config.urls"
WSGI_APPLICATION = "socialgoods.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "socialgoods.portal.context.page",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR}/socialgoods.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", "TIMEOUT": 3600},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "socialgoods.people.sessions.SealedSerializer"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "socialgoods.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*", "email", "phone"]
ACCOUNT_SIGNUP_FORM_CLASS = "socialgoods.people.forms.signup.SignupForm"
ACCOUNT_FORMS = {
    "request_login_code": "socialgoods.people.forms.login.RequestLoginCodeForm",
    "confirm_login_code": "socialgoods.people.forms.login.ConfirmLoginCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{COUNTY.name}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
# Amount / time / whom it counts for. Counted in the cache, which all processes share. `key`: the user name or number tried.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/d/key",
    "login_code": "20/m/ip,5/10m/key",
    "code_sheet": "10/m/ip,5/5m/key,20/d/key",
    "find_person": "60/h/user",
    "import_upload": "60/h/user",
    "identity_sms": "20/h/user,3/10m/key,10/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("SOCIALGOODS_BEHIND_PROXY") else 0

SOCIALACCOUNT_ADAPTER = "socialgoods.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False

MFA_ADAPTER = "socialgoods.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = f"소셜굿즈 {COUNTY.name}"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# file: text messages are written to a folder, for trying; http: sent through a gateway; none: there are no text messages.
SMS_WAY = env.one_of("SOCIALGOODS_SMS", "none" if PRODUCTION else "file", ("file", "http", "none"))
SMS_SENDER = env.text("SOCIALGOODS_SMS_SENDER", COUNTY.phone)
SMS_URL = env.text(
    "SOCIALGOODS_SMS_URL", None if SMS_WAY == "http" else "", hint="Set it to the gateway's https:// address."
)
SMS_KEY = env.text(
    "SOCIALGOODS_SMS_KEY", None if SMS_WAY == "http" else "", hint="Set it to the key the gateway gave you."
)

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("영어"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

LOG_LEVEL = env.one_of("SOCIALGOODS_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING", logs.LEVELS)
LOGGING = logs.configuration(production=PRODUCTION, level=LOG_LEVEL)

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "socialgoods.kernel.uploads.BoundedUploadHandler",
]
UPLOAD_KEPT_BYTES = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if env.text("SOCIALGOODS_SMTP_HOST", ""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.text("SOCIALGOODS_SMTP_HOST")
    EMAIL_PORT = env.whole("SOCIALGOODS_SMTP_PORT", 587)
    EMAIL_HOST_USER = env.text("SOCIALGOODS_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = env.text("SOCIALGOODS_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = env.flag("SOCIALGOODS_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = env.text("SOCIALGOODS_MAIL_FROM", COUNTY.email)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION and env.flag("SOCIALGOODS_HTTPS_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
# What other sites under the same name do is theirs to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("SOCIALGOODS_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "socialgoods.portal.errors.csrf_failure"
