"""Settings, pins and limits of a variant: what is meant is done, what cannot be meant is refused by name."""

from datetime import date

import pytest

from factories import NOON
from prescription.county import BUDGETS, YEAR, outsider
from socialgoods.kernel import jobs
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Job
from socialgoods.prescription.actions import round as actions
from socialgoods.prescription.models import Variant, VariantKind
from socialgoods.prescription.queries import compare
from socialgoods.prescription.rules import limits
from socialgoods.registry.models import Measure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def add(round, settings=None, **more):
    return actions.add_variant(**{"round": round, "settings": settings, "by": None, "at": NOON} | more)


def compute(variant, **more):
    actions.compute_variant(variant=variant, by=None, at=NOON, **more)
    return variant


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"budgets": {"county": -1}}, "0이나 그보다 큰"),
        ({"budgets": {"county": 10**18}}, "까지 적을 수 있습니다"),
        ({"budgets": {"county": "많이"}}, "원 단위의 수"),
        ({"budgets": {"moon": 5}}, "‘moon’ 재원을 쓰는 지원 수단이 없습니다"),
        ({"capacities": {"design": -3}}, "‘design’ 정원"),
        ({"capacities": {"flying": 3}}, "‘flying’ 지원 수단은 그해에 없습니다"),
        ({"floors": [{"field": "area", "value": "달나라", "count": 2}]}, "‘달나라’은\\(는\\) 우리 군의"),
        ({"floors": [{"field": "area", "value": "가면", "count": 0}]}, "최소 건수는 1보다"),
        ({"floors": [{"field": "sector", "value": "food", "count": 1}] * 2}, "두 번"),
        ({"objective": "fame"}, "무엇을 늘릴지"),
        ({"curiosity": 99}, "0부터 3까지"),
        ({"reports_until": YEAR}, "앞선 해의 보고"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_by_name(round, asked, said):
    with pytest.raises(Refused, match=said):
        add(round, asked)
    assert not Variant.objects.exists()


def test_without_a_won_nothing_that_costs_is_given(round):
    variant = compute(add(round, {"budgets": dict.fromkeys(BUDGETS, 0)}))

    assert variant.result["report"]["prescriptions"] == 0
    assert limits.sentences(variant.result, kind=variant.kind, objective="self_reliant", names={})


def test_the_scarcest_source_is_named_with_its_particle():
    report = {"marginal_values": {"per_10_million_won": {"fund": 0.2, "county": 0.1}}}

    assert "사회적경제기금으로, 1,000만 원이 더" in limits._money({"report": report}, "self_reliant")


def test_a_fourth_variant_is_refused_and_the_same_key_gives_the_same(round):
    first = add(round, key="a")

    assert add(round, key="a") == first
    add(round)
    add(round)
    with pytest.raises(Refused, match="셋까지"):
        add(round)
    actions.remove_variant(variant=first, by=None, at=NOON)
    assert add(round).number == 1


def test_a_pinned_choice_is_given_and_a_forbidden_one_is_not(round, organizations, officer):
    design = Measure.objects.get(code="design")
    variant = compute(add(round))
    unserved = variant.choices.filter(measure=None, why="others_first").first()
    served = variant.choices.exclude(measure=None).first()
    forbidden = served.measure
    actions.pin(
        variant=variant, organization=unserved.organization, measure=design, choice="pinned", why="홍수 피해", by=officer, at=NOON,
    )  # fmt: skip
    actions.pin(
        variant=variant, organization=served.organization, measure=forbidden, choice="forbidden", why="이미 있음", by=officer, at=NOON,
    )  # fmt: skip

    compute(variant)

    assert variant.choices.get(organization=unserved.organization).measure == design
    assert variant.choices.get(organization=served.organization).measure != forbidden
    assert [(pin["by_name"], pin["why"]) for pin in sorted(variant.setup["pins"], key=lambda pin: pin["choice"])] == [
        (officer.name, "이미 있음"), (officer.name, "홍수 피해"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("closed", "활동하지 않는"),
        ("kind", "유형이 받을 수 없는"),
        ("why", "까닭"),
        ("outside", "우리 군의 조직이 아닙니다"),
    ],
)
def test_pins_that_cannot_be_kept_are_refused(round, organizations, case, said):
    variant, who, why = add(round), organizations[1], "까닭이 있어서"
    if case == "closed":
        who.status, who.closed_on = "closed", date(2017, 12, 1)
        type(who).objects.filter(pk=who.pk).update(status="closed")
    if case == "outside":
        who = outsider()
    with pytest.raises(Refused, match=said):
        actions.pin(
            variant=variant, organization=who, measure=Measure.objects.get(code="job_creation" if case == "kind" else "design"),
            choice="pinned", why="" if case == "why" else why, by=None, at=NOON,
        )  # fmt: skip


def test_unpinning_leaves_the_others(round, organizations):
    variant = add(round)
    for who in organizations[1:3]:
        actions.pin(
            variant=variant, organization=who, measure=Measure.objects.get(code="design"), choice="forbidden", why="이미 있음",
            by=None, at=NOON,
        )  # fmt: skip

    actions.unpin(variant=variant, org_id=organizations[1].code, measure="design", by=None, at=NOON)

    assert [pin["org_id"] for pin in variant.setup["pins"]] == [organizations[2].code]


def test_a_copy_has_the_settings_and_pins_of_its_model(round, organizations):
    variant = add(
        round, {"budgets": {"county": 7_000_000}, "floors": [{"field": "sector", "value": "food", "count": 1}]}
    )
    actions.pin(
        variant=variant, organization=organizations[0], measure=Measure.objects.get(code="design"), choice="pinned", why="급함",
        by=None, at=NOON,
    )  # fmt: skip

    copied = actions.copy_variant(variant=variant, by=None, at=NOON)

    same = ("budgets", "floors", "pins", "objective")
    assert [copied.setup[name] for name in same] == [variant.setup[name] for name in same]


def test_todays_practice_keeps_the_limits_and_gains_no_more_than_the_recommendation(round):
    ours, theirs = compute(add(round)), compute(add(round, kind=VariantKind.PRACTICE))

    assert theirs.result["report"]["prescriptions"] > 0
    assert all(row["left"] >= 0 for row in theirs.result["money"])
    assert all(row["places"] is None or row["count"] <= row["places"] for row in theirs.result["measures"])
    assert theirs.result["report"]["objective"] <= ours.result["report"]["objective"]
    assert theirs.title == "지금까지의 방식"
    said = compare.of([ours, theirs])
    both = said["same"][0][2]
    assert both["same"] + both["another"] + both["only_one"] == ours.result["report"]["prescriptions"]


def test_practice_is_not_pinned(round, organizations):
    variant = add(round, kind=VariantKind.PRACTICE)

    with pytest.raises(Refused, match="견주어 보려는"):
        actions.pin(
            variant=variant, organization=organizations[0], measure=Measure.objects.get(code="design"), choice="pinned", why="급함",
            by=None, at=NOON,
        )  # fmt: skip


def test_the_level_can_be_raised_instead(round):
    variant = compute(add(round, {"objective": "level"}))

    assert "자립도" in variant.choices.exclude(measure=None).first().reason
    assert variant.result["expected"]["with_it"]["mean"] > 0


def test_a_cancelled_computation_writes_nothing(round, officer):
    variant = add(round)
    job = Job.objects.create(
        kind="prescription.variant", created_at=NOON, by=officer, state="running", cancel_requested=True
    )

    with pytest.raises(jobs.Cancelled):
        compute(variant, progress=jobs.Progress(job.pk, every_seconds=0))

    assert not variant.choices.exists()


def test_settings_changed_while_computing_are_not_overruled(round):
    variant = add(round)

    def meddle(done, total, message):
        if done == 3:
            actions.change_settings(variant=Variant.objects.get(pk=variant.pk), settings={"seed": 1}, by=None, at=NOON)

    with pytest.raises(Refused, match="설정이 바뀌었습니다"):
        compute(variant, progress=meddle)
    assert not variant.choices.exists()


def test_the_task_computes_and_a_second_press_gives_the_same_job(round, officer, django_capture_on_commit_callbacks):
    variant = add(round)
    with django_capture_on_commit_callbacks() as waiting:
        job = actions.start_computing(variant=variant, by=officer, at=NOON)
        assert actions.start_computing(variant=variant, by=officer, at=NOON) == job
    for run in waiting:
        run()

    job.refresh_from_db()
    variant.refresh_from_db()
    assert (job.state, job.next_url) == ("done", variant.get_absolute_url())
    assert variant.computed_at is not None
