"""What went wrong is a page too: what, why, and what now."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from factories import UserFactory
from socialgoods.kernel.states import IllegalTransition
from socialgoods.portal.errors import came_from

pytestmark = pytest.mark.django_db


def conflict(request):
    raise IllegalTransition("‘확정’ 상태에서는 ‘제출’(으)로 바꿀 수 없습니다.")


def forbidden(request):
    raise PermissionDenied("이 조직을 맡지 않으셨습니다.")


def broken(request):
    raise RuntimeError("secret detail")


def bad(request):
    raise SuspiciousOperation


def said(request):
    return HttpResponse(repr((request.GET.get("a"), request.POST.getlist("b"), request.POST.get("c"))))


urlpatterns = [
    path("said/", said),
    path("conflict/", conflict),
    path("forbidden/", forbidden),
    path("broken/", broken),
    path("bad/", bad),
    path("", include("socialgoods.config.urls")),
]
handler400 = "socialgoods.portal.errors.bad_request"
handler403 = "socialgoods.portal.errors.forbidden"
handler404 = "socialgoods.portal.errors.not_found"
handler500 = "socialgoods.portal.errors.server_error"


@pytest.fixture(autouse=True)
def pages_that_go_wrong(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def person(client):
    client.force_login(UserFactory())
    return client


def test_the_slower_of_two_is_told(person):
    response = person.post("/conflict/", headers={"Referer": "http://testserver/organizations/?q=1"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "다른 분이 먼저 처리했습니다" in page
    assert "‘확정’ 상태에서는 ‘제출’(으)로 바꿀 수 없습니다." in page
    assert 'href="/organizations/?q=1"' in page


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/organizations/?q=1", "/organizations/?q=1"),
        ("http://testserver/desk/", "/desk/"),
        ("https://elsewhere.example/desk/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_the_way_back_stays_on_this_site(rf, referer, back):
    assert came_from(rf.get("/", headers={"Referer": referer})) == back


def test_who_may_not_is_told_why(person):
    response = person.get("/forbidden/")

    assert response.status_code == 403
    assert "이 조직을 맡지 않으셨습니다." in response.content.decode()


def test_what_is_not_there_leads_on(person):
    response = person.get("/no-such-page/")

    assert response.status_code == 404
    assert "조직 찾기" in response.content.decode()


def test_a_request_that_makes_no_sense_is_a_page(person):
    assert person.get("/bad/").status_code == 400


def test_what_broke_tells_no_details(person):
    person.raise_request_exception = False

    response = person.get("/broken/")

    assert response.status_code == 500
    assert "저희 쪽에서 문제가 생겼습니다" in response.content.decode()
    assert "secret detail" not in response.content.decode()


def test_a_form_without_its_token_says_what_to_do():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/contrast/", {"contrast": "high"})

    assert response.status_code == 403
    assert "<h1>" in response.content.decode()


@override_settings(ALLOWED_HOSTS=["only.example.org"])
def test_another_host_is_refused_with_a_page(client):
    assert client.get("/").status_code == 400


@override_settings(ROOT_URLCONF=__name__)
def test_a_nul_that_is_sent_reaches_no_page():
    """PostgreSQL fails on one, in a text as in a document."""
    answer = Client().post("/said/?a=%00one", {"b": ["t\x00wo", "\x00"], "c": "three"})

    assert answer.content.decode() == "('one', ['two', ''], 'three')"
