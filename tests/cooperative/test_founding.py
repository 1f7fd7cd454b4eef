"""The way to a registered co-operative, and what is missing to each step by which article."""

from datetime import UTC, date, datetime

import pytest

from cooperative import founding as made
from factories import OrganizationFactory
from socialgoods.cooperative.actions import founding
from socialgoods.cooperative.actions.payment import pay
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Cooperative, Relation, Subscription
from socialgoods.cooperative.queries import founding as queries
from socialgoods.cooperative.queries.register import members_on, paid_in_on
from socialgoods.cooperative.rules import founding as rules
from socialgoods.kernel.states import IllegalTransition

pytestmark = pytest.mark.django_db


def steps(cooperative, on):
    row = Cooperative.objects.get(pk=cooperative.pk)
    return {step.key: step for step in rules.path(queries.state_on(row, on), queries.figures_on(row, on))}


def articles_of(step):
    return " ".join(reason.article for reason in step.reasons)


def noon(day):
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_a_social_cooperative_from_the_first_promoter_to_the_registration():
    row = made.assembled()
    row = founding.file(cooperative=row, on=date(2017, 12, 27), by=None, at=noon(date(2017, 12, 27)))
    row = founding.accept(cooperative=row, on=date(2018, 2, 9), number="제2018-1호", by=None, at=noon(date(2018, 2, 9)))
    for number, each in enumerate(Subscription.objects.filter(member__cooperative=row)):
        day = date(2018, 2, 20)
        pay(subscription=each, amount=100_000, paid_on=day, key=f"p{number}", by=None, at=noon(day))
    on = date(2018, 3, 2)
    firm = OrganizationFactory()
    row = founding.become_registered(cooperative=row, on=on, organization=firm, by=None, at=noon(on))

    assert (row.state, row.organization) == ("registered", firm)
    assert members_on(row, on).count() == 10
    assert paid_in_on(row, on) == 1_000_000
    assert all(step.is_done for step in steps(row, on).values())


def test_the_path_says_what_is_missing_and_what_to_do_now():
    row = made.begun()

    found = steps(row, made.BEGUN)
    assert [key for key, step in found.items() if step.is_open] == ["promoters"]
    assert "제85조제1항" in articles_of(found["promoters"])
    made.consented(row)
    assert [key for key, step in steps(row, made.BEGUN).items() if step.is_open] == ["notice"]


def test_five_promoters_are_needed_art_15_1_and_85_1():
    for kind, article in (("social", "제85조제1항"), ("general", "제15조제1항")):
        name = "완주 시험 사회적협동조합" if kind == "social" else "완주 시험 협동조합"
        row = made.begun(kind, code=kind, name=name)
        assert article in articles_of(steps(row, made.BEGUN)["promoters"])


def test_a_federation_is_founded_by_three_cooperatives_art_71_and_114():
    row = made.begun(name="전북 사회적협동조합연합회", is_federation=True)

    assert queries.figures_on(row, made.BEGUN).promoters == 3
    assert "제114조" in articles_of(steps(row, made.BEGUN)["promoters"])


def test_a_social_cooperative_needs_two_stakeholder_kinds_decree_19_1_2():
    row = made.begun()
    made.consented(row, kinds=("producer",))

    assert "시행령 제19조제1항" in articles_of(steps(row, made.BEGUN)["consents"])


def test_a_general_cooperative_does_not_need_two_kinds():
    row = made.begun("general", name="완주 시험 협동조합")
    made.consented(row, kinds=("producer",))

    assert steps(row, made.BEGUN)["consents"].is_done


def test_the_assembly_is_announced_seven_days_before_decree_6_and_17():
    row = made.begun()
    made.consented(row)

    with pytest.raises(NotLawful, match="제17조"):
        made.called(row, called_on=date(2017, 12, 16))
    made.called(row, called_on=date(2017, 12, 15))
    assert steps(row, date(2017, 12, 15))["notice"].is_done


@pytest.mark.parametrize(("present", "yes", "is_passed"), [(6, 4, True), (6, 3, False), (10, 7, True), (10, 6, False)])
def test_the_founding_takes_two_thirds_of_a_majority_of_those_who_consented_art_85_2(present, yes, is_passed):
    row = made.begun()
    made.consented(row)
    made.held(made.called(row), present=present, yes=yes)

    found = steps(row, date(2017, 12, 23))["assembly"]
    assert found.is_done == is_passed
    assert is_passed or "제85조제2항" in articles_of(found)


def test_without_a_majority_of_those_who_consented_nothing_is_voted_art_85_2():
    row = made.begun()
    made.consented(row)

    with pytest.raises(NotLawful, match="제85조"):
        made.held(made.called(row), present=5)


def test_chair_and_three_sign_the_minutes_decree_6():
    row = made.begun()
    made.consented(row)
    assembly = made.held(made.called(row))

    with pytest.raises(NotLawful, match="제17조"):
        founding.finish_assembly(cooperative=row, by=None, at=made.HELD_AT)
    made.signed(assembly)
    assert founding.finish_assembly(cooperative=row, by=None, at=made.HELD_AT).state == "assembled"


def test_all_subscriptions_together_count_for_the_cap_at_the_founding_art_22_2():
    row = made.begun()
    made.consented(row, count=9)
    founding.file_consent(
        cooperative=row, name="큰손", stakeholder="supporter", shares=60, filed_on=made.BEGUN, by=None, at=made.NOW
    )
    found = steps(row, made.BEGUN)["assembly"]

    assert "제22조제2항" in articles_of(found)
    assert "큰손" in " ".join(reason.text for reason in found.reasons)


@pytest.mark.parametrize(
    ("kind", "name", "days"), [("social", "완주 시험 사회적협동조합", 60), ("general", "완주 시험 협동조합", 20)]
)
def test_silence_becomes_a_yes_after_sixty_or_twenty_days_art_85_5_and_15_3(kind, name, days):
    row = made.assembled(kind, name=name)
    filed = date(2018, 1, 2)
    founding.file(cooperative=row, on=filed, by=None, at=noon(filed))
    early = date.fromordinal(filed.toordinal() + days)

    with pytest.raises(NotLawful, match="제85조제5항" if kind == "social" else "제15조제3항"):
        founding.accept(cooperative=row, on=early, is_deemed=True, by=None, at=noon(early))
    late = date.fromordinal(early.toordinal() + 1)
    assert founding.accept(cooperative=row, on=late, is_deemed=True, by=None, at=noon(late)).state == "accepted"


def test_the_registration_is_due_fourteen_or_sixty_days_on_art_61_and_106():
    row = made.assembled()
    founding.file(cooperative=row, on=date(2018, 1, 2), by=None, at=noon(date(2018, 1, 2)))
    founding.accept(cooperative=row, on=date(2018, 2, 1), by=None, at=noon(date(2018, 2, 1)))

    found = steps(row, date(2018, 4, 3))["registration"]
    assert found.due_on == date(2018, 4, 2)
    assert "제112조" in articles_of(found)
    general = made.assembled("general", name="완주 시험 협동조합", code="general")
    founding.file(cooperative=general, on=date(2018, 1, 2), by=None, at=noon(date(2018, 1, 2)))
    founding.accept(cooperative=general, on=date(2018, 1, 9), by=None, at=noon(date(2018, 1, 9)))
    for number, each in enumerate(Subscription.objects.filter(member__cooperative=general)):
        pay(
            subscription=each,
            amount=100_000,
            paid_on=date(2018, 1, 10),
            key=f"g{number}",
            by=None,
            at=noon(date(2018, 1, 10)),
        )
    found = steps(general, date(2018, 1, 11))["registration"]
    assert (found.due_on, found.article) == (date(2018, 1, 24), "협동조합기본법 제61조")


def test_shares_that_are_not_paid_keep_from_the_registration_art_18():
    row = made.assembled()
    founding.file(cooperative=row, on=date(2018, 1, 2), by=None, at=noon(date(2018, 1, 2)))
    founding.accept(cooperative=row, on=date(2018, 2, 1), by=None, at=noon(date(2018, 2, 1)))

    with pytest.raises(NotLawful, match="제18조"):
        founding.become_registered(cooperative=row, on=date(2018, 2, 2), by=None, at=noon(date(2018, 2, 2)))


@pytest.mark.parametrize(
    ("name", "kind", "article"),
    [
        ("완주 모임", "general", "제3조제1항"),
        ("완주 협동조합", "social", "제3조제1항"),
        ("완주 사회적협동조합", "general", "제3조"),
    ],
)
def test_the_name_says_what_it_is_art_3(name, kind, article):
    with pytest.raises(NotLawful, match=article):
        made.begun(kind, name=name)


def test_a_name_is_there_once_in_the_county_decree_2_2():
    made.begun(code="first")

    with pytest.raises(NotLawful, match="시행령 제2조제2항"):
        made.begun(code="second", name="완주시험 사회적협동조합")


def medical(consents, in_gun=True, on=made.BEGUN, **more):
    """A state of a medical co-operative with so many who promise `won` each."""
    from fractions import Fraction

    from socialgoods.cooperative.rules.shares import Cap

    return rules.State(
        on=on, is_social=True, is_medical=True, is_federation=False, name="의료복지 사회적협동조합", is_name_taken=False, promoters=5,
        has_purpose=True, consents=consents, cap=Cap(Fraction(1, 10), ""), **more,
    )  # fmt: skip


FIGURES = rules.Figures(
    5, 2, 7, 3, 60, 60, medical_consenters=300, medical_least_won=50_000, medical_paid_in=50_000_000
)


def people(count, won=200_000, **more):
    return [rules.Consenter(f"{n}", ("consumer", "worker")[n % 2], won // 10_000, won, **more) for n in range(count)]


@pytest.mark.parametrize(
    ("consents", "missing"),
    [
        (people(300), []),
        (people(299), ["300명"]),
        (people(300, 40_000), ["50,000원", "50,000,000원"]),
        ([*people(300), rules.Consenter("병원장", "worker", 700, 7_000_000)], ["10%"]),
        (
            [*people(300), *(rules.Consenter(f"형제 {n}", "worker", 300, 3_000_000, "병원장") for n in range(3))],
            ["10%"],
        ),
    ],
)
def test_a_medical_cooperative_in_a_county_has_numbers_of_its_own_decree_19_2(consents, missing):
    step = rules.step("consents", medical(consents), FIGURES)

    assert [word for word in missing if word not in " ".join(reason.text for reason in step.reasons)] == []
    assert len(step.reasons) == len(missing)
    assert all("시행령 제19조제2항" in reason.article for reason in step.reasons)


def test_outside_a_county_a_medical_cooperative_needs_five_hundred_and_a_hundred_million_decree_19_2():
    inside = made.begun("medical", code="in", name="의료복지 사회적협동조합", in_gun=True)
    outside = made.begun("medical", code="out", name="도시 의료복지 사회적협동조합", in_gun=False)

    assert queries.figures_on(inside, made.BEGUN).medical_consenters == 300
    found = queries.figures_on(outside, made.BEGUN)
    assert (found.medical_consenters, found.medical_paid_in) == (500, 100_000_000)


def test_who_is_related_in_the_consents_is_related_as_members_decree_19_2():
    row = made.assembled()
    first, second = row.consents.order_by("pk")[:2]
    second.related_to = first
    second.save()
    founding.file(cooperative=row, on=date(2017, 12, 27), by=None, at=noon(date(2017, 12, 27)))
    founding.accept(cooperative=row, on=date(2017, 12, 28), by=None, at=noon(date(2017, 12, 28)))

    found = Relation.objects.get()

    assert (found.member.name, found.other.name, found.starts_on) == (first.name, second.name, date(2017, 12, 28))


def test_consents_may_be_taken_back_and_nobody_consents_twice():
    row = made.begun()
    first = made.consented(row)[0]
    with pytest.raises(NotLawful):
        founding.file_consent(
            cooperative=row, name="조합원 0", stakeholder="worker", shares=1, filed_on=made.BEGUN, by=None, at=made.NOW
        )
    founding.withdraw_consent(consent=first, on=made.BEGUN, by=None, at=made.NOW)
    assert queries.state_on(row, made.BEGUN).promoters == 5
    assert len(queries.state_on(row, made.BEGUN).consents) == 9


def test_steps_are_taken_in_their_order_and_not_ahead_of_their_day():
    row = made.assembled()

    with pytest.raises(IllegalTransition):
        founding.accept(cooperative=row, on=date(2017, 12, 22), by=None, at=made.HELD_AT)
    with pytest.raises(NotLawful):
        founding.file(cooperative=row, on=date(2018, 12, 22), by=None, at=made.HELD_AT)


def test_after_the_assembly_nobody_joins_the_founding():
    row = made.assembled()

    with pytest.raises(NotLawful):
        founding.file_consent(
            cooperative=row,
            name="늦은 사람",
            stakeholder="worker",
            shares=1,
            filed_on=date(2017, 12, 23),
            by=None,
            at=made.HELD_AT,
        )


@pytest.mark.parametrize(
    ("variables", "article"),
    [
        ({"reserve_percent": 29}, "제97조제1항"), ({"notice_days": 6}, "제28조제5항"), ({"term_years": 5}, "제35조제1항"),
        ({"directors_least": 2}, "제34조제1항"), ({"auditors_least": 0}, "제92조"),
    ],
)  # fmt: skip
def test_articles_keep_within_the_law(variables, article):
    row = made.begun()

    with pytest.raises(NotLawful, match=article):
        founding.set_articles(cooperative=row, variables=variables, starts_on=made.BEGUN, by=None, at=made.NOW)


def test_the_minister_changes_with_the_day():
    from socialgoods.cooperative.founding_parameters import MINISTER

    assert MINISTER.on(date(2026, 1, 1)) == "기획재정부장관"
    assert MINISTER.on(date(2026, 1, 2)) == "기획예산처장관"
