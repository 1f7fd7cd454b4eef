"""Role × state of the line × books for every page of the bank: who gets in, who is refused, who is asked to log in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from factories import UserFactory, user_as
from ledger.bank_made import NOON, brought, file_of, paid_in
from ledger.conftest import open_books
from socialgoods.ledger.actions import bank_import, bank_match
from socialgoods.ledger.actions.entity import open_entity
from socialgoods.ledger.models import Entity, Keeper
from socialgoods.ledger.urls import bank as urls
from socialgoods.people.models import Role

pytestmark = pytest.mark.django_db

KEEPS = {"bookkeeper"}
READS = {"bookkeeper", "reader"}
COUNTY = {"coordinator", "officer", "auditor"}
OTHERS = {"former", "keeper_elsewhere", "coordinator", "officer", "auditor", "network", "helper", "resident"}
EVERYONE = READS | OTHERS
STATES = {"open", "matched"}

# name: (about, who may read a co-operative's own books)
READ = {
    "bank": ("books", READS),
    "bank_account": ("account", READS),
    "bank_matched": ("account", READS),
    "bank_reconciliation": ("account", READS),
    "bank_files": ("account", READS),
    "bank_upload": ("account", KEEPS),
    "bank_draft": ("draft", KEEPS),
    "bank_undo": ("statement", KEEPS),
    "bank_line": ("line", READS),
}
WRITE = {
    "bank_certain": "account",
    "bank_bring": "draft",
    "bank_drop": "draft",
    "bank_accept": "line",
    "bank_several": "line",
    "bank_unlink": "line",
}
ALSO_WRITE = {"bank_upload": "account", "bank_draft": "draft", "bank_undo": "statement", "bank_line": "line"}


def people_of(books):
    since = date(2018, 1, 1)
    people = {
        "bookkeeper": UserFactory(), "reader": UserFactory(), "former": UserFactory(), "keeper_elsewhere": UserFactory(),
        "coordinator": user_as(Role.COORDINATOR), "officer": user_as(Role.OFFICER), "auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK), "helper": user_as(Role.HELPER), "resident": UserFactory(),
    }  # fmt: skip
    Keeper.objects.create(entity=books, user=people["bookkeeper"], role="bookkeeper", starts_on=since)
    Keeper.objects.create(entity=books, user=people["reader"], role="reader", starts_on=since)
    Keeper.objects.create(
        entity=books, user=people["former"], role="bookkeeper", starts_on=since, ends_on=date(2018, 1, 2)
    )
    Keeper.objects.create(
        entity=open_books("elsewhere"), user=people["keeper_elsewhere"], role="bookkeeper", starts_on=since
    )
    return people


def case_of(kind, state):
    if kind == "cooperative":
        books = open_books("of-the-test")
    else:
        books = open_entity(
            code="of-the-test", name="시험 장부", kind=kind, party="", opened_on=date(2018, 1, 1), by=None, at=NOON
        )
    bank = books.accounts.filter(is_cash=True).order_by("-code").first()
    line = brought(bank, ("2018-03-05", "한마음", "회비", 10_000)).lines.get()
    if state == "matched":
        other = books.accounts.filter(kind="income").first()
        bank_match.book(
            line=line, day=line.day, text="회비", others=[bank_match.Line(other.code, -10_000)], by=None, at=NOON
        )
    draft = bank_import.take_in(
        account=bank, content=file_of(("2018-04-05", "두레", "회비", 9)), filename="b.csv", by=None, at=NOON
    )
    return books, {
        "books": {"code": books.code},
        "account": {"code": books.code, "account": bank.code},
        "draft": {"code": books.code, "pk": draft.pk},
        "statement": {"code": books.code, "pk": line.statement_id},
        "line": {"code": books.code, "pk": line.pk},
    }


def answers(client, people, url, method):
    found = {}
    for role, user in {"anonymous": None, **people}.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(url)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("name", READ)
def test_a_page_of_a_cooperative_opens_for_its_keepers_and_for_nobody_else(client, name, state):
    books, kwargs = case_of("cooperative", state)
    people = people_of(books)
    about, allowed = READ[name]

    found = answers(client, people, reverse(name, kwargs=kwargs[about]), "get")

    assert {role for role, response in found.items() if response.status_code == 200} == allowed
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize("kind", ["fund", "trust", "programme"])
@pytest.mark.parametrize("name", READ)
def test_the_countys_own_books_are_read_by_its_officers_and_auditors_and_kept_by_their_keepers(client, name, kind):
    books, kwargs = case_of(kind, "open")
    people = people_of(books)
    about, allowed = READ[name]

    found = answers(client, people, reverse(name, kwargs=kwargs[about]), "get")

    may = allowed | COUNTY if allowed == READS else allowed
    assert {role for role, response in found.items() if response.status_code == 200} == may
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - may


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("name", WRITE | ALSO_WRITE)
def test_a_change_is_taken_from_a_bookkeeper_and_from_nobody_else(client, name, state):
    books, kwargs = case_of("cooperative", state)
    people = people_of(books)

    found = answers(client, people, reverse(name, kwargs=kwargs[(WRITE | ALSO_WRITE)[name]]), "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - KEEPS
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", WRITE)
def test_a_change_cannot_be_made_by_a_link(client, name):
    books, kwargs = case_of("cooperative", "open")
    client.force_login(people_of(books)["bookkeeper"])

    assert client.get(reverse(name, kwargs=kwargs[WRITE[name]])).status_code == 405


@pytest.mark.parametrize("about", ["draft", "statement", "line"])
def test_what_belongs_to_other_books_is_not_found_under_ones_own(client, about):
    books, kwargs = case_of("cooperative", "open")
    people = people_of(books)
    client.force_login(people["keeper_elsewhere"])
    name = {"draft": "bank_draft", "statement": "bank_undo", "line": "bank_line"}[about]

    assert client.get(reverse(name, kwargs=kwargs[about] | {"code": "elsewhere"})).status_code == 404


def test_a_posting_of_other_books_is_not_taken(client):
    books, kwargs = case_of("cooperative", "open")
    client.force_login(people_of(books)["bookkeeper"])
    foreign = paid_in(Entity.objects.get(code="elsewhere"), 10_000, date(2018, 3, 5), key="x")

    response = client.post(reverse("bank_accept", kwargs=kwargs["line"]), {"posting": foreign.pk}, follow=True)

    assert "이 통장의 분개가 아닙니다" in response.text
    assert books.entries.count() == 0


def test_every_address_of_the_bank_stands_in_the_table():
    assert {pattern.name for pattern in urls.urlpatterns} == set(READ) | set(WRITE)


def test_an_account_that_holds_no_money_has_no_bank(client):
    books, _kwargs = case_of("cooperative", "open")
    client.force_login(people_of(books)["bookkeeper"])
    url = reverse("bank_upload", args=[books.code, books.accounts.get(role="sales").code])

    response = client.post(url, {"file": SimpleUploadedFile("a.csv", b"a")})

    assert response.status_code == 404
