"""allauth's pages in our dress: each opens, with our frame, and brings no style or script of its own."""

import re

import pytest
from django.urls import reverse

from factories import UserFactory

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"")


@pytest.fixture
def confirmed(client):
    """Logged in, and the password asked for once more, as changes of security want it."""
    password = "plain-field-42"
    user = UserFactory(password=password)
    client.post(reverse("account_login"), {"login": user.username, "password": password})
    client.post(reverse("account_reauthenticate"), {"password": password})
    return client


def assert_in_our_dress(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert '<footer class="footer">' in page
    assert INLINE.search(page) is None


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done",
             "account_request_login_code", "account_inactive"]
)  # fmt: skip
def test_pages_before_log_in(client, name):
    assert_in_our_dress(client.get(reverse(name)))


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_email", "account_change_phone", "account_logout", "mfa_index",
             "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
             "account_reauthenticate"]
)  # fmt: skip
def test_pages_of_ones_own_account(confirmed, name):
    assert_in_our_dress(confirmed.get(reverse(name)))


def test_a_wrong_password_is_said_on_top_of_the_form(client):
    response = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    assert "고칠 것이 1가지 있습니다" in response.content.decode()


def test_the_log_in_page_offers_paper_codes_and_keeps_where_to_go(client):
    page = client.get(reverse("account_login"), {"next": "/desk/"}).content.decode()

    assert f'href="{reverse("code_login")}?next=/desk/"' in page
