"""Other services one may log in with. Each is there only where the environment names it."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from socialgoods.config import environment as env

PROVIDER_APPS = {
    "kakao": "allauth.socialaccount.providers.kakao",
    "naver": "allauth.socialaccount.providers.naver",
    "openid_connect": "allauth.socialaccount.providers.openid_connect",
}
# A log-in leaves by a form, and browsers hold every redirect after a form to the page's policy.
PROVIDER_ORIGINS = {"kakao": ["https://*.kakao.com"], "naver": ["https://*.naver.com"]}


def providers() -> dict[str, dict[str, Any]]:
    """What allauth wants as SOCIALACCOUNT_PROVIDERS; empty where nothing is configured."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("kakao", "naver"):
        if app := _app(f"SOCIALGOODS_{name.upper()}"):
            found[name] = {"APPS": [app], "SCOPE": []}
    if app := _app("SOCIALGOODS_OIDC"):
        address = env.text(
            "SOCIALGOODS_OIDC_URL", hint="Set it to the address of the issuer, such as https://login.example.kr"
        )
        if urlsplit(address).scheme not in {"https", "http"}:
            raise ImproperlyConfigured(f"SOCIALGOODS_OIDC_URL={address} is no address. Set it to https://…")
        app |= {
            "provider_id": "oidc",
            "name": env.text("SOCIALGOODS_OIDC_NAME", urlsplit(address).netloc),
            "settings": {"server_url": address},
        }
        found["openid_connect"] = {"APPS": [app], "SCOPE": ["openid"]}
    return found


def apps(found: dict[str, dict[str, Any]]) -> list[str]:
    return [PROVIDER_APPS[name] for name in found]


def origins(found: dict[str, dict[str, Any]]) -> list[str]:
    """Where a log-in form may lead to."""
    addresses = [origin for name in found for origin in PROVIDER_ORIGINS.get(name, [])]
    for app in found.get("openid_connect", {}).get("APPS", []):
        parts = urlsplit(app["settings"]["server_url"])
        addresses.append(f"{parts.scheme}://{parts.netloc}")
    return addresses


def _app(prefix: str) -> dict[str, Any] | None:
    client_id, secret = env.text(f"{prefix}_CLIENT_ID", ""), env.text(f"{prefix}_SECRET", "")
    if bool(client_id) != bool(secret):
        missing = f"{prefix}_SECRET" if client_id else f"{prefix}_CLIENT_ID"
        raise ImproperlyConfigured(
            f"{missing} is not set. Set both {prefix}_CLIENT_ID and {prefix}_SECRET, or neither."
        )
    return {"client_id": client_id, "secret": secret} if client_id else None
