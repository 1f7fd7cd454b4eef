"""A round's way: opened, computed from what is stored with it, laid, taken back, checked; and what is refused."""

import io
import zipfile
from collections import Counter
from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from factories import NOON, AnnualReportFactory, SupportGivenFactory
from prescription.county import BUDGETS, UNTIL, YEAR
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition
from socialgoods.prescription import archive
from socialgoods.prescription.actions import checking
from socialgoods.prescription.actions import round as actions
from socialgoods.prescription.models import Choice, Round, RoundState, Variant
from socialgoods.prescription.queries import inputs, money, rounds
from socialgoods.prescription.rules import limits
from socialgoods.registry.models import Measure, SupportGiven

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def open_round(**more):
    return actions.open_round(**{"year": YEAR, "until": UNTIL, "by": None, "at": NOON} | more)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"year": 2017}, "2018년이나 그 뒤"),
        ({"year": 2030, "until": 2031}, "2020년까지만"),
        ({"until": 2016}, "앞설 수 없습니다"),
        ({"until": 2100}, "20년 안"),
    ],
)
def test_a_year_before_the_last_reports_or_too_far_ahead_is_refused(organizations, how, said):
    with pytest.raises(Refused, match=said):
        open_round(**how)


def test_the_second_of_two_officers_is_told_that_the_year_is_being_prepared(round):
    with pytest.raises(Refused, match="이미 준비 중"):
        open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(year=YEAR, number=9, until=UNTIL, opened_at=NOON)


def test_every_organisation_has_one_line_and_money_and_places_suffice(computed, organizations):
    lines = list(computed.choices.select_related("measure"))
    spent = sum(row["spent"] for row in computed.result["money"])

    assert len(lines) == len(organizations)
    assert spent == sum(line.amount for line in lines) > 0
    assert all(row["left"] >= 0 for row in computed.result["money"])
    assert all(row["count"] <= (row["places"] or row["count"]) for row in computed.result["measures"])
    assert Counter(line.measure.code for line in lines if line.measure) == Counter(
        {row["code"]: row["count"] for row in computed.result["measures"] if row["count"]}
    )
    assert all(line.reason for line in lines if line.measure)
    assert all(line.why for line in lines if not line.measure)


def test_the_same_inputs_give_the_same_outcome_twice(computed, round, officer):
    first = (computed.inputs_sha256, computed.outcome_sha256)
    again = actions.add_variant(round=round, by=officer, at=NOON)
    actions.compute_variant(variant=again, by=officer, at=NOON)

    assert (again.inputs_sha256, again.outcome_sha256) == first
    assert [check.reasons for check in checking.check(round=round, by=officer, at=NOON)] == [[], []]
    assert Event.objects.get(name="prescription.round.checked").data["equal"] is True


def test_later_reports_do_not_change_what_a_round_says(computed, round, organizations):
    AnnualReportFactory(organization=organizations[0], fiscal_year=2013)

    call_command("check_round", round.pk)


@pytest.mark.parametrize("what", ["line", "file", "settings", "gone"])
def test_tampering_is_found(computed, round, capsys, what):
    if what == "line":
        served = computed.choices.exclude(measure=None).first()
        Choice.objects.filter(pk=served.pk).update(amount=served.amount - 1)
    if what == "gone":
        default_storage.delete(computed.inputs.name)
    if what in {"file", "settings"}:
        replace_inputs(computed, rehash=what == "settings")

    with pytest.raises(SystemExit):
        call_command("check_round", round.pk)
    assert "다릅니다" in capsys.readouterr().out


def replace_inputs(variant, *, rehash):
    """A file with other settings; with its hash written over, as somebody with the whole database might."""
    with default_storage.open(variant.inputs.name) as file:
        tables, settings = archive.unpack(file.read())
    content = archive.pack(tables, settings | {"budgets": {"county": 1}})
    default_storage.delete(variant.inputs.name)
    default_storage.save(variant.inputs.name, ContentFile(content))
    if rehash:
        Variant.objects.filter(pk=variant.pk).update(inputs_sha256=archive.sha256(content))


def test_the_stored_file_is_a_zip_of_parquet_named_by_its_hash(computed):
    with default_storage.open(computed.inputs.name) as file:
        content = file.read()

    assert computed.inputs.name == f"rounds/{archive.sha256(content)}.zip"
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert names >= {
        "settings.json",
        "organisations.parquet",
        "annual_reports.parquet",
        "measures.parquet",
        "pins.parquet",
    }


def test_a_broken_file_is_damaged_not_an_error():
    with pytest.raises(archive.Damaged):
        archive.unpack(b"PK nothing")


def test_what_was_given_in_the_year_keeps_its_money_and_its_organisation_gets_nothing_more(
    round, organizations, officer
):
    SupportGivenFactory(
        organization=organizations[0], year=YEAR, measure=Measure.objects.get(code="design"), amount=6_000_000
    )
    variant = actions.add_variant(round=round, by=officer, at=NOON)
    actions.compute_variant(variant=variant, by=officer, at=NOON)

    county = next(row for row in variant.result["money"] if row["source"] == "county")
    assert (county["budget"], county["taken"]) == (BUDGETS["county"], 6_000_000)
    assert variant.choices.get(organization=organizations[0]).why == "already"
    assert money.taken(YEAR) == {"county": 6_000_000}


def test_an_infeasible_floor_says_which_one_and_by_how_much(round, officer):
    variant = actions.add_variant(
        round=round, by=officer, at=NOON, settings={"floors": [{"field": "area", "value": "가면", "count": 12}]}
    )
    actions.compute_variant(variant=variant, by=officer, at=NOON)

    missing = variant.result["report"]["floors"][0]["missing"]
    assert missing >= 4
    assert limits.unmet_floors(variant.result, {}) == [
        f"‘가면’ 12건은 지킬 수 없습니다. {12 - missing}건까지만 되고 {missing}건이 모자랍니다."
    ]


def test_laying_needs_a_fresh_computation(round, officer):
    variant = actions.add_variant(round=round, by=officer, at=NOON)
    with pytest.raises(Refused, match="셈하지 않은"):
        actions.lay(round=round, variant=variant, by=officer, at=NOON)
    actions.compute_variant(variant=variant, by=officer, at=NOON)
    actions.change_settings(variant=variant, settings={"budgets": {"county": 1_000}}, by=officer, at=NOON)
    assert inputs.is_stale(variant)
    with pytest.raises(Refused, match="다시 셈하지 않았습니다"):
        actions.lay(round=round, variant=variant, by=officer, at=NOON)


def test_what_is_laid_is_not_changed_until_it_is_taken_back(laid, computed, officer):
    with pytest.raises(Refused, match="위원회에 올림"):
        actions.change_settings(variant=computed, settings={"budgets": {}}, by=officer, at=NOON)
    with pytest.raises(Refused, match="까닭"):
        actions.take_back(round=laid, reason=" ", by=officer, at=NOON)

    actions.take_back(round=laid, reason="위원회가 다른 안을 청함", by=officer, at=NOON)

    assert (laid.state, laid.laid) == (RoundState.DRAFT, None)


def test_the_slower_of_two_who_lay_is_told(laid, computed, officer):
    before = Round.objects.get(pk=laid.pk)
    before.state = RoundState.DRAFT

    with pytest.raises(IllegalTransition):
        actions.lay(round=before, variant=computed, by=officer, at=NOON)


def test_a_dropped_round_makes_room_for_the_next(round, officer):
    actions.drop(round=round, reason="예산이 바뀜", by=officer, at=NOON)

    assert open_round(by=officer).number == 2
    assert rounds.current().number == 2


def test_every_table_of_a_decided_round_has_its_triggers():
    names = {
        f"{name}_no_{event}"
        for name in ("variant", "choice", "sitting", "member", "member_conflicts", "amendment")
        for event in ("insert", "update", "delete")
    } | {"round_no_update", "round_no_delete"}
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        assert {name for (name,) in cursor.fetchall()} >= names


def test_rows_of_a_decided_round_cannot_change(laid, computed):
    Round.objects.filter(pk=laid.pk).update(state=RoundState.DECIDED, decided_at=NOON)
    line = computed.choices.first()
    tries = [
        lambda: Round.objects.filter(pk=laid.pk).update(note="고침"),
        lambda: Round.objects.filter(pk=laid.pk).update(state=RoundState.DRAFT),
        lambda: Variant.objects.filter(pk=computed.pk).update(result={}),
        lambda: Choice.objects.filter(pk=line.pk).update(amount=1),
        lambda: Choice.objects.filter(pk=line.pk).delete(),
        lambda: Choice.objects.create(variant=computed, organization=line.organization),
    ]
    for attempt in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    assert Variant.objects.filter(pk=computed.pk).update(job=None) == 1


def test_removing_a_variant_takes_its_file_along(computed, officer, django_capture_on_commit_callbacks):
    name = computed.inputs.name
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_variant(variant=computed, by=officer, at=NOON)

    assert not default_storage.exists(name)
    assert SupportGiven.objects.exists()


def test_what_was_told_of_a_check_names_the_versions_that_differ(computed, round):
    Variant.objects.filter(pk=computed.pk).update(
        result=computed.result | {"program": computed.result["program"] | {"numpy": "0.1"}}, outcome_sha256="0" * 64
    )

    said = checking.told(checking.check(round=round, by=None, at=datetime.now(NOON.tzinfo)))

    assert "다릅니다" in said
    assert "numpy" in said
