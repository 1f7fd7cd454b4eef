"""The committee: who sat and voted, what they changed, and what keeps a round from being decided."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from factories import NOON, SupportGivenFactory
from prescription.county import BUDGETS, UNTIL, YEAR, outsider
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event
from socialgoods.prescription.actions import committee as actions
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.models import Amendment, Prescription, RoundState, Sitting
from socialgoods.prescription.queries import lines
from socialgoods.prescription.rules import amending, groups, voting
from socialgoods.prescription.rules.amending import Given
from socialgoods.prescription.rules.voting import Seat
from socialgoods.registry.models import Measure, Organization

FIVE = [{"name": f"위원 {number}", "vote": "yes", "is_chair": number == 1} for number in range(1, 6)]


def sit(round, members=FIVE, **more):
    usual = {"committee": "사회적경제위원회", "held_on": date(2018, 3, 2), "members": members, "by": None, "at": NOON}
    return actions.record_sitting(round=round, **usual | more)


def amend(round, organization, code, **more):
    measure = Measure.objects.get(code=code) if code else None
    usual = {"reason": "위원회의 뜻", "by": None, "at": NOON}
    return actions.amend(round=round, organization=organization, measure=measure, **usual | more)


def decide(round, **more):
    actions.decide(round=round, by=None, at=NOON, **more)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (["yes", "yes", "yes", "no", "no"], None),
        (["yes", "yes", "no", "no", "abstain"], "과반수에 이르지"),
        (["yes", "yes", "absent", "absent", "absent"], "과반수에 1명이 모자랍니다"),
        (["yes", "yes", "recused", "recused", "absent"], None),
        (["yes", "yes", "yes", "yes", ""], "표결을 적지 않은"),
        ([], "먼저 적어"),
    ],
)
def test_more_than_half_must_be_there_and_more_than_half_of_those_say_yes(votes, said):
    seats = [Seat(f"위원 {index}", vote) for index, vote in enumerate(votes)]

    reasons = voting.reasons_against_deciding(seats, {})

    assert reasons == [] if said is None else said in reasons[0]


def test_a_member_with_a_conflict_is_left_out_of_both_counts_on_that_line():
    seats = [
        Seat("가", "yes", frozenset({"T001"})), Seat("나", "yes", frozenset({"T001"})), Seat("다", "no"), Seat("라", "abstain"),
        Seat("마", "yes"),
    ]  # fmt: skip

    assert voting.count(seats).carries
    of_line = voting.count(seats, "T001")
    assert (of_line.may, of_line.there, of_line.yes, of_line.carries) == (3, 3, 1, False)
    assert "두레 1" in voting.reasons_against_deciding(seats, {"T001": "두레 1"})[0]


AMOUNTS = st.integers(min_value=0, max_value=40)
MEASURES = {
    "a": {"name": "가", "places": 3, "kinds": [], "ways": [{"label": "county", "won": {"county": 10}}]},
    "b": {"name": "나", "places": None, "kinds": [], "ways": [{"label": "county:0.5+fund:0.5", "won": {"county": 5, "fund": 5}}]},
}  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b"]), AMOUNTS), max_size=12),
    st.fixed_dictionaries({"county": AMOUNTS, "fund": AMOUNTS}),
)
def test_what_passes_never_spends_more_than_there_is(rows, free):
    chosen = [
        Given(f"T{index}", code, MEASURES[code]["ways"][0]["label"], amount)
        for index, (code, amount) in enumerate(rows)
    ]

    reasons = amending.reasons_against_whole(chosen, free=free, measures=MEASURES)

    spent, places = amending.totals(chosen)
    fits = all(spent.get(source, 0) <= free[source] for source in free) and places.get("a", 0) <= 3
    assert (reasons == []) == fits
    assert sum(spent.values()) == sum(amount for _code, amount in rows)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_no_group_under_five_is_shown_and_none_follows_from_the_total(counts):
    rows = groups.shown([{"value": str(index), "count": count} for index, count in enumerate(counts)])

    hidden = [count for row, count in zip(rows, counts, strict=True) if row["hidden"]]
    assert all(row["hidden"] or row["count"] == 0 or row["count"] >= 5 for row in rows)
    assert not hidden or len(hidden) > 1 or not any(row.get("count") for row in rows)
    assert not hidden or sum(hidden) >= 5 or not any(row.get("count") for row in rows)


@given(st.dictionaries(st.tuples(st.sampled_from("가나다"), st.sampled_from("abcd")), st.integers(0, 12)))
def test_no_hidden_cell_follows_from_a_row_or_a_column(counts):
    table = groups.table(counts, "가나다", "abcd")

    for line in [
        *([(row, column) for column in "abcd"] for row in "가나다"),
        *([(row, column) for row in "가나다"] for column in "abcd"),
    ]:
        hidden = [cell for cell in line if table[cell] is None]
        shown = [cell for cell in line if table[cell]]
        assert not hidden or not shown or (len(hidden) > 1 and sum(counts[cell] for cell in hidden) >= 5)
    assert all(count is None or count == 0 or count >= 5 for count in table.values())


@pytest.mark.slow
class TestWithTheDatabase:
    pytestmark = [pytest.mark.django_db, pytest.mark.slow]

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"held_on": date(2018, 3, 3)}, "아직 오지 않았습니다"),
            ({"members": []}, "위원을 한 명은"),
            ({"members": [{"name": "가"}, {"name": "가"}]}, "두 번"),
            ({"members": [{"name": " "}]}, "이름이 빈"),
            ({"members": [{"name": "가", "is_chair": True}, {"name": "나", "is_chair": True}]}, "위원장은 한 명"),
            ({"members": [{"name": "가", "vote": "maybe"}]}, "maybe"),
            ({"members": [{"name": "가", "conflicts": ["NOBODY"]}]}, "NOBODY"),
        ],
    )
    def test_a_record_that_cannot_be_is_refused(self, laid, more, said):
        with pytest.raises(Refused, match=said):
            sit(laid, **more)
        assert not Sitting.objects.exists()

    def test_a_draft_has_no_committee(self, round, computed):
        with pytest.raises(Refused, match="올린 배정만"):
            sit(round)

    def test_saving_again_replaces_the_members(self, laid, organizations):
        sit(laid)
        sit(laid, [{"name": "가", "vote": "yes", "conflicts": [organizations[0].code]}])

        assert lines.seats_of(laid) == [Seat("가", "yes", frozenset({organizations[0].code}))]

    def test_amendments_need_a_reason_in_the_database_too(self, laid, organizations):
        sitting = sit(laid)

        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.create(sitting=sitting, organization=organizations[0], reason="")

    def test_what_goes_beyond_the_budget_is_refused_with_how_much(self, laid, organizations):
        sit(laid)
        served = lines.amended(laid)
        who = next(row for row in organizations if row.code not in served and row.kind == "cooperative")
        got = next(row for row in organizations if row.code in served and served[row.code].source != "county")
        amend(laid, got, "")
        spent = amending.totals(lines.amended(laid).values())[0].get("county", 0)
        elsewhere = BUDGETS["county"] - spent - 2_000_000
        SupportGivenFactory(organization=got, year=YEAR, measure=Measure.objects.get(code="mentor"), amount=elsewhere)

        with pytest.raises(Refused, match=r"‘군비’ 예산 .* 400만 원이 모자랍니다"):
            amend(laid, who, "design")
        assert amending.totals(lines.amended(laid).values())[0].get("county", 0) == spent

    def test_what_goes_beyond_the_places_is_refused_with_how_many(self, laid, organizations):
        sit(laid)
        served = lines.amended(laid)
        free = [row for row in organizations if row.code not in served and row.kind == "cooperative"]
        used = next(
            row
            for row in laid.laid.result["measures"]
            if row["places"] == sum(x.measure == row["code"] for x in served.values())
        )

        with pytest.raises(Refused, match="1곳을 다른 지원으로"):
            amend(laid, free[0], used["code"], amount=0)

    @pytest.mark.parametrize(
        ("case", "said"),
        [("kind", "유형이 받을 수 없는"), ("closed", "활동하지 않는"), ("outside", "활동하지 않는"), ("way", "가운데 하나여야"),
         ("much", "까지입니다"), ("reason", "까닭"), ("nothing", "받는 것이 없습니다"), ("unknown", "이 배정에 없습니다")],
    )  # fmt: skip
    def test_amendments_that_cannot_be_are_refused_by_name(self, laid, organizations, case, said):
        sit(laid)
        served = lines.amended(laid)
        who = next(row for row in organizations if row.kind == "cooperative" and row.code not in served)
        code, more = "mentor", {}
        if case == "kind":
            code = "job_creation"
        if case == "closed":
            Organization.objects.filter(pk=who.pk).update(status="dormant")
            who.refresh_from_db()
        if case == "outside":
            who = outsider()
        if case == "way":
            more = {"source": "national"}
        if case == "much":
            more = {"amount": 10**18}
        if case == "reason":
            more = {"reason": "  "}
        if case == "nothing":
            code = ""
        if case == "unknown":
            Measure.objects.create(code="flying", name="날기")
            code = "flying"

        with pytest.raises(Refused, match=said):
            amend(laid, who, code, **more)
        assert not Amendment.objects.exists()

    def test_an_amendment_is_taken_back(self, laid, organizations):
        sit(laid)
        before = lines.amended(laid)
        row = Organization.objects.get(code=next(iter(before)))

        amend(laid, row, "")
        assert row.code not in lines.amended(laid)
        actions.take_back_amendment(round=laid, organization=row, by=None, at=NOON)
        assert lines.amended(laid) == before

    def test_without_a_vote_it_is_not_decided(self, laid):
        with pytest.raises(Refused, match="먼저 적어"):
            decide(laid)
        sit(laid)
        with pytest.raises(Refused, match="오늘이나 그 뒤"):
            decide(laid, answer_by=date(2018, 3, 1))

    def test_the_decision_stands_with_its_changes_and_goes_out(self, laid, organizations):
        sit(laid)
        dropped = Organization.objects.get(code=next(iter(lines.amended(laid))))
        amend(laid, dropped, "")
        left = lines.amended(laid)

        decide(laid, answer_by=date(2018, 3, 2) + timedelta(days=14))

        assert laid.state == RoundState.DECIDED
        assert laid.outcome["count"] == len(left) == Prescription.objects.filter(round=laid).count()
        assert laid.outcome["changed"] == 1
        assert laid.outcome["amount"] == sum(row["spent"] for row in laid.outcome["money"])
        assert Event.objects.filter(name="prescription.round.decided").count() == 1
        with pytest.raises(Refused, match="올린 배정만"):
            decide(laid)
        with pytest.raises(Refused, match="올린 배정만"):
            amend(laid, dropped, "mentor")

    def test_the_next_round_divides_what_the_first_left(self, laid, organizations):
        sit(laid)
        decide(laid)

        second = rounds.open_round(year=YEAR, until=UNTIL, by=None, at=NOON)
        variant = rounds.add_variant(round=second, by=None, at=NOON)
        rounds.compute_variant(variant=variant, by=None, at=NOON)

        spent = {row["source"]: row["spent"] for row in laid.outcome["money"]}
        assert (second.number, second.follows) == (2, laid)
        assert {row["source"]: row["taken"] for row in variant.result["money"]} == spent
        assert all(row["free"] == BUDGETS[row["source"]] - spent[row["source"]] for row in variant.result["money"])
        helped = set(Prescription.objects.filter(round=laid).values_list("organization", flat=True))
        assert not variant.choices.exclude(measure=None).filter(organization__in=helped).exists()

    def test_who_closed_meanwhile_gets_nothing(self, laid):
        sit(laid)
        row = Organization.objects.get(code=next(iter(lines.amended(laid))))
        Organization.objects.filter(pk=row.pk).update(status="closed")

        with pytest.raises(Refused, match=f"{row.name}은"):
            decide(laid)


def test_an_organisation_that_was_merged_meanwhile_keeps_the_round_from_being_decided(laid, officer):
    from socialgoods.registry.actions.merge import merge

    codes = iter(lines.amended(laid))
    gone, kept = (Organization.objects.get(code=next(codes)) for _number in range(2))
    sit(laid)
    merge(kept=kept, gone=gone, by=officer, at=NOON)

    with pytest.raises(Refused, match=f"{kept.name}에 합쳐졌습니다"):
        decide(laid)

    amend(laid, gone, None)
    decide(laid)
    assert not Prescription.objects.filter(organization=gone).exists()
