"""What the tables and files of the database hold of a secret vote, before the close and after it, on SQLite and PostgreSQL."""

import itertools
import logging
import uuid

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from cooperative.voting import NOON, assembly, close, on_paper, opened, settle, vote
from socialgoods.cooperative.actions import box
from socialgoods.cooperative.models import Ballot, BallotBox, SealedMark, Voted
from socialgoods.cooperative.queries import vote as queries
from socialgoods.kernel.models import Event
from socialgoods.kernel.secrets import decrypt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

VOTERS = 60


def raw(sql, *args):
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


def place():
    return "ctid" if connection.vendor == "postgresql" else "rowid"


@pytest.fixture
def voted():
    """Who votes yes comes first, who votes no after: an order that would be seen. From the end of the roll to its beginning."""
    row = opened(assembly(VOTERS, accounts=False), is_secret=True)
    voters = list(row.assembly.roll.order_by("-pk"))
    for number, voter in enumerate(voters):
        vote(row, voter, "yes" if number < VOTERS // 2 else "no")
    return row, voters


def test_before_the_close_the_database_knows_no_choice(voted):
    sealed = [bytes(each) for (each,) in raw("SELECT sealed FROM cooperative_sealedmark")]
    columns = {column.name for column in connection.introspection.get_table_description(
        connection.cursor(), "cooperative_sealedmark")}  # fmt: skip

    assert Ballot.objects.count() == 0
    assert {len(each) for each in sealed} == {box.NONCE + box.WIDTH + 16}
    assert not any(b"yes" in each or b"no " in each for each in sealed)
    assert len(set(sealed)) == VOTERS
    assert columns == {"id", "item_id", "sealed"}
    stored = raw("SELECT key FROM cooperative_ballotbox")[0][0]
    assert stored != BallotBox.objects.get().key
    assert decrypt(stored) == BallotBox.objects.get().key


def test_after_the_close_nothing_links_who_voted_with_what_was_voted(voted):
    row, voters = voted
    known = {str(pk) for pk in SealedMark.objects.values_list("pk", flat=True)}

    close(row)

    ballots = raw(f"SELECT id, choice FROM cooperative_ballot ORDER BY {place()}")
    ids = [str(uuid.UUID(str(pk))) for pk, _choice in ballots]
    order = [choice for _pk, choice in ballots]
    assert ids == sorted(ids)
    assert not set(ids) & known
    assert sorted(order) == ["no"] * (VOTERS // 2) + ["yes"] * (VOTERS // 2)
    # 30 expected, deviation under 4: one in millions of shuffles has so few changes between neighbours.
    assert sum(one != other for one, other in itertools.pairwise(order)) > 10
    by_place = "ORDER BY ctid" if connection.vendor == "postgresql" else ""
    roll = [voter for (voter,) in raw(f"SELECT voter_id FROM cooperative_voted {by_place}")]
    assert roll == sorted(voter.pk for voter in voters)
    assert set(raw("SELECT DISTINCT key FROM cooperative_voted")) == {("",)}
    assert (SealedMark.objects.count(), BallotBox.objects.count()) == (0, 0)


def test_on_sqlite_no_row_of_who_voted_has_a_number(voted):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL tells places apart by ctid, which is put in order at the close")

    with pytest.raises(OperationalError, match="no such column: rowid"):
        raw("SELECT rowid FROM cooperative_voted")


def test_after_the_close_every_row_was_written_by_one_transaction(voted):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite numbers no transactions")
    row, _voters = voted
    before = len(raw("SELECT DISTINCT xmin::text FROM cooperative_voted"))

    close(row)

    assert before == VOTERS
    written = raw("SELECT xmin::text FROM cooperative_voted UNION SELECT xmin::text FROM cooperative_ballot")
    assert len(written) == 1
    assert raw("SELECT pg_relation_size('cooperative_sealedmark')") == [(0,)]


def test_the_same_votes_are_shuffled_differently_every_time():
    meeting = assembly(30, accounts=False)
    orders = []
    for _number in range(2):
        row = opened(meeting, is_secret=True)
        for voter in meeting.roll.all():
            vote(row, voter, "yes" if voter.pk % 2 else "no")
        close(row)
        orders.append(list(queries.ballots(row).values_list("choice", flat=True)))

    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_paper_cannot_be_told_from_the_other_ballots_once_it_is_merged():
    row = opened(assembly(8, accounts=False), is_secret=True)
    voters = list(row.assembly.roll.all())
    for voter in voters[:6]:
        vote(row, voter, "yes")
    for voter in voters[6:]:
        on_paper(row, voter)
    row = close(row)
    before = set(Ballot.objects.values_list("pk", flat=True))

    row = settle(row, {"no": 2})

    assert not before & set(Ballot.objects.values_list("pk", flat=True))
    assert row.paper_results.count() == 0
    told = {event.name: event.data for event in Event.objects.filter(name__startswith="cooperative.item")}
    assert told["cooperative.item.paper_entered"] == {"ballots": 2}


def test_a_page_that_takes_a_secret_vote_leaves_no_choice_in_log_cookie_session_or_event(client, caplog, monkeypatch):
    monkeypatch.setattr("socialgoods.kernel.clock.now", lambda: NOON)
    row = opened(assembly(4), is_secret=True)
    voter = row.assembly.roll.first()
    client.force_login(voter.member.user)
    url = reverse("vote_for", args=[row.assembly.cooperative.code, row.assembly_id, row.number, voter.pk])
    events = Event.objects.count()
    caplog.set_level(logging.DEBUG)

    look = client.post(url, {"choice": "abstain"})
    done = client.post(url, {"choice": "abstain", "key": "k" * 32, "cast": "1"})
    after = client.get(done["Location"])
    again = client.post(url, {"choice": "yes", "key": "k" * 32, "cast": "1"})

    said = "\n".join(f"{record.getMessage()} {getattr(record, 'facts', '')}" for record in caplog.records
                     if not record.name.startswith(("django.db", "django.template")))  # fmt: skip
    kept = f"{said}{client.cookies}{dict(client.session)}{done.headers}{again.headers}"
    assert "no-store" in look["Cache-Control"]
    assert "abstain" not in kept
    assert "기권" not in kept
    # The only mention of abstaining is the sentence on how it counts, which is there for everybody.
    assert after.content.decode().count("기권") == 1
    assert (done.status_code, again.status_code, done["Location"]) == (302, 302, again["Location"])
    assert Event.objects.count() == events
    assert Voted.objects.count() == SealedMark.objects.count() == 1
