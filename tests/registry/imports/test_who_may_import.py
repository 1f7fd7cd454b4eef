"""Role × state for every page of imports: who gets in, who is refused, who is asked to log in, who is led on."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from factories import CaseloadFactory, RepresentationFactory, UserFactory, user_as
from registry.imports.conftest import HEADINGS, ROWS, committed, csv_of, previewed, send
from registry.test_who_may import names_of
from socialgoods.people.models import Role
from socialgoods.registry.models import ImportBatch

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OFFICERS = {"coordinator", "officer"}
LOOKERS = OFFICERS | {"auditor"}
EVERYONE = LOOKERS | {"advisor", "network", "partner", "helper", "representative", "resident"}
STATES = ("uploaded", "checked", "committed", "undone", "discarded")

# name: who may, and in which states the page itself opens (elsewhere one is led to the right one)
READ = {
    "import_batch": (LOOKERS, {"committed", "undone", "discarded"}),
    "import_sheet": (OFFICERS, {"uploaded", "checked"}),
    "import_mapping": (OFFICERS, {"uploaded", "checked"}),
    "import_preview": (LOOKERS, {"checked"}),
    "import_undo": (OFFICERS, {"committed"}),
}
WITHOUT_BATCH = {"imports": LOOKERS, "import_upload": OFFICERS, "import_template": OFFICERS}
WRITE = ("import_check", "import_skip", "import_match", "import_commit", "import_discard")


@pytest.fixture
def people(db):
    return {
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "auditor": user_as(Role.AUDITOR),
        "advisor": CaseloadFactory().advisor,
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "representative": RepresentationFactory().user,
        "resident": UserFactory(),
    }


@pytest.fixture
def batches(working):
    """One import in every state."""
    files = [csv_of(HEADINGS, (f"두레 {state}", *ROWS[0][1:5], "", "")) for state in STATES]
    made = {"undone": committed(working, files[3]), "committed": committed(working, files[2])}
    page = working.get(reverse("import_undo", args=[made["undone"].pk]))
    working.post(reverse("import_undo", args=[made["undone"].pk]), {"promised": page.context["found"].fingerprint})
    made["checked"] = previewed(working, files[1])
    send(working, files[4])
    made["discarded"] = ImportBatch.objects.latest("pk")
    working.post(reverse("import_discard", args=[made["discarded"].pk]))
    send(working, files[0])
    made["uploaded"] = ImportBatch.objects.latest("pk")
    for batch in made.values():
        batch.refresh_from_db()
    assert {name: batch.state for name, batch in made.items()} == {state: state for state in STATES}
    return made


def answers(client, people, name, args, method):
    found = {}
    for role, user in {**people, "anonymous": None}.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(reverse(name, args=args))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_in_the_states_it_is_for(client, people, batches, name):
    allowed, states = READ[name]
    for state, batch in batches.items():
        found = answers(client, people, name, [batch.pk], "get")

        opened = {role for role, response in found.items() if response.status_code == 200}
        assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
        assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")
        if state in states:
            assert opened == allowed, (name, state)
        elif name == "import_batch":
            assert opened <= {"auditor"}, (name, state)
        else:
            assert opened == set(), (name, state)


@pytest.mark.parametrize("name", WITHOUT_BATCH)
def test_a_page_about_no_import_opens_for_those_who_may(client, people, name):
    found = answers(client, people, name, ["reports"] if name == "import_template" else [], "get")

    assert {role for role, response in found.items() if response.status_code == 200} == WITHOUT_BATCH[name]
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - WITHOUT_BATCH[name]
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize("name", WRITE)
def test_a_change_is_taken_from_officers_only_and_never_from_a_link(client, people, batches, name):
    for batch in batches.values():
        found = answers(client, people, name, [batch.pk], "post")

        assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - OFFICERS
        assert found["anonymous"]["Location"].startswith(reverse("account_login"))
    client.force_login(people["officer"])
    assert client.get(reverse(name, args=[batch.pk])).status_code == 405


@pytest.mark.parametrize("name", ["import_check", "import_skip", "import_match"])
@pytest.mark.parametrize("state", ["committed", "undone", "discarded"])
def test_a_finished_import_cannot_be_changed_and_its_result_is_shown(client, people, batches, name, state):
    client.force_login(people["officer"])

    response = client.post(reverse(name, args=[batches[state].pk]), {"row": "2"})

    assert response["Location"] == reverse("import_batch", args=[batches[state].pk])
    batches[state].refresh_from_db()
    assert (batches[state].state, batches[state].skipped) == (state, [])


def test_undoing_is_asked_before_it_is_done_and_only_officers_may(client, people, batches):
    found = answers(client, people, "import_undo", [batches["committed"].pk], "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - OFFICERS


def test_every_page_of_imports_stands_in_a_table():
    ours = {name for name, view in names_of(get_resolver().url_patterns) if ".registry.views.imports." in view}

    assert ours == {*READ, *WITHOUT_BATCH, *WRITE}
