"""Who comes without having logged in is led to log-in and back to a page that can be opened."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from factories import user_as
from socialgoods.people import text
from socialgoods.people.models import Role

pytestmark = pytest.mark.django_db

PASSWORD = "example-2018-pass"


def back_to(response):
    parts = urlsplit(response.get("HX-Redirect") or response["Location"])
    assert parts.path == reverse("account_login")
    return parse_qs(parts.query).get("next", [""])[0]


def test_a_deep_link_leads_to_log_in_and_back(client):
    user_as(Role.COORDINATOR, username="coordinator")
    page = f"{reverse('people')}?role=officer"

    response = client.get(page)
    after = client.post(response["Location"], {"login": "coordinator", "password": PASSWORD})

    assert back_to(response) == page
    assert after["Location"] == page


def test_a_form_sent_too_late_leads_back_to_its_page_with_a_word(client):
    page = f"{reverse('role_assign')}?person=narae"

    response = client.post(reverse("role_assign"), {"role": "auditor"}, headers={"Referer": f"http://testserver{page}"})

    assert back_to(response) == page
    assert str(text.LOGIN_BEFORE_SENDING) in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("referer", ["", "https://example.org/people/", "http://testserver.example.org/"])
def test_what_only_takes_posts_is_never_where_a_log_in_leads(client, referer):
    response = client.post(reverse("assist_end"), headers={"Referer": referer} if referer else {})

    assert back_to(response) == ""


def test_a_part_of_a_page_sends_the_whole_page_to_log_in(client):
    response = client.get(
        reverse("people"),
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{reverse('people')}?page=2"},
    )

    assert response.status_code == 204
    assert back_to(response) == f"{reverse('people')}?page=2"
