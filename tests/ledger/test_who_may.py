"""Role × books for every page of the ledger (the bank's have their own table): who gets in, who is refused, who is asked to log in."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from factories import NOON, UserFactory
from ledger.world import TODAY, everyone
from registry.test_who_may import names_of
from socialgoods.ledger import permissions
from socialgoods.ledger.actions.keeper import appoint, dismiss
from socialgoods.ledger.models import Keeper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVERYONE = {
    "keeper", "reader", "coordinator", "officer", "auditor", "advisor", "network", "partner", "helper", "representative", "resident",
}  # fmt: skip
COUNTY = {"coordinator", "officer", "auditor"}
READERS, KEEPER = {"keeper", "reader"}, {"keeper"}

# name: (further arguments, who may of an organisation's own books, who may of the county's)
READ = {
    "books": ([], READERS, COUNTY),
    "entries": ([], READERS, COUNTY),
    "accounts": ([], READERS, COUNTY),
    "account": (["1030"], READERS, COUNTY),
    "trial_balance": ([], READERS, COUNTY),
    "income_statement": ([], READERS, COUNTY),
    "balance_sheet": ([], READERS, COUNTY),
    "budget_actual": ([], READERS, COUNTY),
    "close_period": ([], READERS, COUNTY),
    "keepers": ([], READERS, COUNTY),
    "journal_file": ([], READERS, COUNTY),
    "books_file": ([], READERS, COUNTY),
    "statements_paper": ([], READERS, COUNTY),
    "account_new": ([], KEEPER, set()),
    "entry_new": ([], KEEPER, set()),
    "entry_new_full": ([], KEEPER, set()),
    "opening": ([], KEEPER, set()),
    "budget_edit": ([2018], KEEPER, set()),
}
OF_AN_ENTRY = {"entry": READERS, "entry_reverse": KEEPER, "attachment": READERS}
WRITE = {
    "account_end": (["1040"], KEEPER, set()),
    "account_take_up": (["1040"], KEEPER, set()),
    "attachment_add": ([2], KEEPER, None),
    "keeper_end": ([0], KEEPER, {"coordinator"}),
}
POSTS_TO_A_PAGE = {"close_period": (KEEPER, set()), "keepers": (KEEPER, {"coordinator"})}


@pytest.fixture
def world(db):
    return everyone()


def answers(client, people, address, method="get"):
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(address)
            transaction.set_rollback(True)
    return found


def by_code(found, code):
    return {role for role, response in found.items() if response.status_code == code}


@pytest.mark.parametrize("name", READ)
def test_a_page_of_the_books_opens_for_those_who_may_and_for_nobody_else(client, world, name):
    people, books, _entry, _file = world
    more, own, county = READ[name]

    for entity, allowed in ((books["own"], own), (books["coop"], set()), (books["county"], county)):
        found = answers(client, people, reverse(name, args=[entity.code, *more]))

        assert by_code(found, 200) == allowed
        assert by_code(found, 403) == EVERYONE - allowed
        assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize("name", OF_AN_ENTRY)
def test_an_entry_and_its_receipt_are_for_the_books_readers(client, world, name):
    people, books, entry, file = world
    args = [books["own"].code, entry.number, *([file.pk] if name == "attachment" else [])]

    found = answers(client, people, reverse(name, args=args))

    assert by_code(found, 200) == OF_AN_ENTRY[name]
    assert by_code(found, 403) == EVERYONE - OF_AN_ENTRY[name]


@pytest.mark.parametrize("name", WRITE)
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, world, name):
    people, books, _entry, _file = world
    more, own, county = WRITE[name]

    for entity, allowed in ((books["own"], own), (books["county"], county)):
        if allowed is None:
            continue
        row = Keeper.objects.filter(entity=entity).first()
        args = [entity.code, *([row.pk if row else 10**9] if name == "keeper_end" else more)]
        found = answers(client, people, reverse(name, args=args), "post")

        assert by_code(found, 403) == EVERYONE - allowed
        assert client.get(reverse(name, args=args)).status_code in {302, 405}
        assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", POSTS_TO_A_PAGE)
def test_closing_and_appointing_are_for_fewer_than_their_pages(client, world, name):
    people, books, _entry, _file = world

    for entity, allowed in zip((books["own"], books["county"]), POSTS_TO_A_PAGE[name], strict=True):
        found = answers(client, people, reverse(name, args=[entity.code]), "post")

        assert by_code(found, 403) == EVERYONE - allowed


def test_everybody_sees_the_list_of_the_books_that_they_may_open(client, world):
    people, _books, _entry, _file = world

    found = answers(client, people, reverse("ledger"))

    assert by_code(found, 200) == EVERYONE
    listed = {role: len(answer.context["rows"]) for role, answer in found.items() if answer.status_code == 200}
    assert {role for role, count in listed.items() if count} == READERS | COUNTY


def test_only_the_coordinating_officer_opens_books_of_the_county(client, world):
    people, _books, _entry, _file = world

    found = answers(client, people, reverse("programme_books"))

    assert by_code(found, 200) == {"coordinator"}
    assert by_code(found, 403) == EVERYONE - {"coordinator"}


def test_every_page_of_the_ledger_stands_in_a_table():
    ours = {
        name
        for name, view in names_of(get_resolver().url_patterns)
        if view.startswith("socialgoods.ledger") and ".bank" not in view
    }

    assert ours == {*READ, *OF_AN_ENTRY, *WRITE, "ledger", "programme_books"}


@pytest.mark.parametrize(
    ("day", "may"), [(date(2018, 2, 28), False), (date(2018, 3, 1), True), (date(2018, 3, 20), False)]
)
def test_rights_run_from_their_first_day_until_their_last_exclusive(world, day, may):
    _people, books, _entry, _file = world
    user = UserFactory()
    row = appoint(entity=books["own"], user=user, starts_on=date(2018, 3, 1), by=None, at=NOON)
    dismiss(keeper=row, on=TODAY, by=None, at=NOON)

    assert permissions.may_keep(user, books["own"], day) is may


def test_who_is_helped_may_write_but_neither_close_nor_give_rights_away(world):
    people, books, _entry, _file = world
    keeper = people["keeper"]
    keeper.assisted_by = people["helper"]

    assert permissions.may_keep(keeper, books["own"], TODAY)
    assert not permissions.may_close(keeper, books["own"], TODAY)
    assert not permissions.may_appoint(keeper, books["own"], TODAY)


def test_a_deactivated_account_reads_no_books(world):
    people, books, _entry, _file = world
    people["keeper"].is_active = False

    assert not permissions.may_read(people["keeper"], books["own"], TODAY)
