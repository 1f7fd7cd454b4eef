"""Other services to log in with: there only where the environment names them."""

import os
import subprocess
import sys

import pytest
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import SignupForm
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from socialgoods.config import environment as env
from socialgoods.config import logins
from socialgoods.people.models import User

KAKAO = {"SOCIALGOODS_KAKAO_CLIENT_ID": "k", "SOCIALGOODS_KAKAO_SECRET": "s"}
OIDC = {
    "SOCIALGOODS_OIDC_CLIENT_ID": "o",
    "SOCIALGOODS_OIDC_SECRET": "s",
    "SOCIALGOODS_OIDC_URL": "https://login.example.kr/realms/county",
    "SOCIALGOODS_OIDC_NAME": "도청",
}


@pytest.fixture
def environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith("SOCIALGOODS_"):
            monkeypatch.delenv(name)
    return lambda values: [monkeypatch.setenv(name, value) for name, value in values.items()]


def test_without_configuration_there_is_none(environment):
    assert logins.providers() == {}
    assert logins.apps({}) == logins.origins({}) == []


def test_what_is_configured_is_there_and_a_form_may_lead_to_it(environment):
    environment(KAKAO | OIDC)

    found = logins.providers()

    assert list(found) == ["kakao", "openid_connect"]
    assert found["openid_connect"]["APPS"][0]["name"] == "도청"
    assert logins.origins(found) == ["https://*.kakao.com", "https://login.example.kr"]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("SOCIALGOODS_KAKAO_SECRET", "SOCIALGOODS_KAKAO_SECRET is not set"),
        ("SOCIALGOODS_KAKAO_CLIENT_ID", "SOCIALGOODS_KAKAO_CLIENT_ID is not set"),
        ("SOCIALGOODS_OIDC_URL", "SOCIALGOODS_OIDC_URL is not set"),
    ],
)
def test_a_half_configured_service_says_what_to_set(environment, missing, said):
    environment({name: value for name, value in (KAKAO | OIDC).items() if name != missing})

    with pytest.raises(ImproperlyConfigured, match=said):
        logins.providers()


def test_a_way_of_sending_that_is_not_known_says_which_are(environment):
    environment({"SOCIALGOODS_SMS": "pigeon"})

    with pytest.raises(ImproperlyConfigured, match="Set it to one of: file, http"):
        env.one_of("SOCIALGOODS_SMS", "file", ("file", "http"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/account/kakao/login/",
        "/account/kakao/login/callback/",
        "/account/naver/login/",
        "/account/oidc/oidc/login/",
        "/account/3rdparty/",
        "/account/3rdparty/signup/",
        "/account/3rdparty/login/error/",
        "/account/social/connections/",
    ],
)
def test_what_is_not_configured_has_no_address(client, resident, path):
    client.force_login(resident)

    assert client.get(path).status_code == 404


def test_what_is_not_configured_has_no_name_and_no_button(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("kakao_login")

    page = client.get(reverse("account_login")).content.decode()
    assert not any(word in page for word in ("kakao", "naver", "oidc", "3rdparty"))


def from_kakao():
    account = SocialAccount(provider="kakao", uid="77", extra_data={"kakao_account": {"email": "n@example.kr"}})
    return SocialLogin(user=User(), account=account)


@pytest.mark.django_db
def test_of_what_another_service_tells_nothing_is_kept(rf):
    login = from_kakao()

    get_adapter().populate_user(rf.get("/"), login, {"username": "나래", "email": "n@example.kr"})

    assert login.account.extra_data == {}
    assert (login.user.name, login.user.username, login.user.email) == ("나래", "", "n@example.kr")


@pytest.mark.django_db
def test_signing_up_by_another_service_asks_consent_too(rf):
    login = from_kakao()
    get_adapter().populate_user(rf.get("/"), login, {"username": "나래"})

    form = SignupForm(sociallogin=login)

    assert form.fields["name"].initial == "나래"
    assert form.fields["consent"].required
    assert "password1" not in form.fields


ASK = """
import django; django.setup()
from django.test import RequestFactory
from django.urls import reverse
from allauth.socialaccount.adapter import get_adapter
from socialgoods.config.security import ContentSecurityPolicyMiddleware
print(reverse("kakao_login"), reverse("naver_login"), reverse("openid_connect_login", args=["oidc"]))
print("form-action 'self' https://*.kakao.com" in ContentSecurityPolicyMiddleware(None).header)
"""


@pytest.mark.slow
def test_switched_on_by_the_environment_they_have_addresses():
    naver = {"SOCIALGOODS_NAVER_CLIENT_ID": "n", "SOCIALGOODS_NAVER_SECRET": "s"}
    surroundings = os.environ | KAKAO | naver | OIDC | {"DJANGO_SETTINGS_MODULE": "socialgoods.config.settings"}

    said = subprocess.run([sys.executable, "-c", ASK], env=surroundings, capture_output=True, text=True, check=True)

    assert said.stdout.splitlines() == [
        "/account/kakao/login/ /account/naver/login/ /account/oidc/oidc/login/",
        "True",
    ]
