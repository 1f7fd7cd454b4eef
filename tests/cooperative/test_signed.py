"""After the signing nothing of an assembly changes: the database itself refuses it, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from cooperative import meeting as made
from factories import UserFactory
from socialgoods.cooperative import models
from socialgoods.cooperative.actions import minutes, presence
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import AgendaItem, Assembly

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OF_ASSEMBLY = ("Paper", "Attendance", "AgendaItem", "MinutesSignature", "Telling")
OF_ITEM = ("Nominee", "OpenVote", "Voted", "Ballot", "Teller", "PaperResult")


@pytest.fixture
def whole():
    """A row of everything, then signed."""
    row = made.closed(made.cooperative(accounts=True))
    item, first = row.items.get(), made.roll(row)[0]
    models.Paper.objects.create(assembly=row, name="예산안", sha256="0" * 64)
    models.Nominee.objects.create(item=item, name="후보", number=1)
    models.OpenVote.objects.create(item=item, voter=first, choice="yes", key="k", at=made.HELD)
    models.Voted.objects.create(item=item, voter=first, channel="in_person", key="k")
    models.Ballot.objects.create(item=item, choice="yes")
    models.Teller.objects.create(item=item, name="검표인", user=UserFactory())
    models.PaperResult.objects.create(item=item, choice="yes", votes=1, at=made.HELD)
    for each in [row.chair, *row.roll.filter(signs=True)]:
        minutes.sign(assembly=row, signer=each, on_paper=True, by=None, at=made.HELD)
    return Assembly.objects.get(pk=row.pk)


def rows(whole, name):
    found = getattr(models, name).objects
    return found.filter(assembly=whole) if name in OF_ASSEMBLY else found.filter(item__assembly=whole)


def refused(act):
    with pytest.raises(DatabaseError, match="signed assembly is never changed"), transaction.atomic():
        act()


def fresh(whole, name):
    """One more of the kind."""
    item, second = whole.items.get(), made.roll(whole)[1]
    fields = {
        "Paper": {"assembly": whole, "name": "또", "sha256": "1" * 64},
        "Attendance": {"assembly": whole, "member": made.cooperative(1).members.get(), "name": "또"},
        "AgendaItem": {"assembly": whole, "number": 9, "title": "또"},
        "MinutesSignature": {"assembly": whole, "name": "또", "sha256": "1" * 64, "at": made.HELD},
        "Telling": {
            "assembly": whole,
            "name": "또",
            "of": "called",
            "held_at": made.HELD,
            "way": "post",
            "at": made.HELD,
        },
        "Nominee": {"item": item, "name": "또", "number": 9},
        "OpenVote": {"item": item, "voter": second, "choice": "no", "key": "z", "at": made.HELD},
        "Voted": {"item": item, "voter": second, "channel": "in_person", "key": "z"},
        "Ballot": {"item": item, "choice": "no"},
        "Teller": {"item": item, "name": "또", "user": UserFactory()},
        "PaperResult": {"item": item, "choice": "no", "votes": 1, "at": made.HELD},
    }[name]
    getattr(models, name).objects.create(**fields)


CHANGES = {
    "Paper": {"name": "다른"}, "Attendance": {"signs": False}, "AgendaItem": {"title": "다른"}, "MinutesSignature": {"name": "다른"},
    "Telling": {"name": "다른"}, "Nominee": {"name": "다른"}, "OpenVote": {"choice": "no"}, "Voted": {"key": "다른"},
    "Ballot": {"choice": "no"}, "Teller": {"name": "다른"}, "PaperResult": {"votes": 9},
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ASSEMBLY + OF_ITEM)
def test_no_row_of_it_is_changed_added_or_deleted(whole, name):
    assert rows(whole, name).exists()

    refused(lambda: rows(whole, name).update(**CHANGES[name]))
    refused(lambda: rows(whole, name)._raw_delete("default"))
    refused(lambda: fresh(whole, name))


def test_nor_the_assembly_itself(whole):
    refused(lambda: Assembly.objects.filter(pk=whole.pk).update(minutes="다른 글"))
    refused(lambda: Assembly.objects.filter(pk=whole.pk).update(state="closed"))
    refused(lambda: Assembly.objects.filter(pk=whole.pk)._raw_delete("default"))


def test_nor_does_a_row_of_another_move_into_it(whole):
    other = made.drafted(made.cooperative(1))

    refused(lambda: AgendaItem.objects.filter(assembly=other).update(assembly=whole, number=7))


def test_another_assembly_stays_free(whole):
    other = made.drafted(whole.cooperative)

    assert AgendaItem.objects.filter(assembly=other).update(title="다른") == 1


def test_the_actions_say_it_politely(whole):
    first = made.roll(whole)[0]

    for act in (
        lambda: minutes.edit(assembly=whole, text="다른 글", by=None, at=made.HELD),
        lambda: minutes.sign(assembly=whole, signer=first, by=None, at=made.HELD),
        lambda: presence.arrive(attendance=first, by=None, at=made.HELD),
        lambda: made.assemblies.add_item(assembly=whole, title="늦은 안건", by=None, at=made.HELD),
    ):
        with pytest.raises(NotLawful):
            act()


def test_every_table_of_an_assembly_has_its_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}

    tables = [name.lower() for name in OF_ASSEMBLY + OF_ITEM]
    wanted = {f"{table}_signed_{what}" for table in tables for what in ("insert", "update", "delete")}
    assert wanted | {"assembly_signed_update", "assembly_signed_delete"} <= there
