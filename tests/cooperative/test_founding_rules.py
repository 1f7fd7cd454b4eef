"""Names, medical numbers, business, duties, changes to the register, supervision, the end: each by its article. No database."""

from datetime import date

import pytest

from socialgoods.cooperative.rules import business, changes, ending, medical, naming, supervision
from socialgoods.cooperative.rules.duties import Of, duties
from socialgoods.cooperative.rules.founding_state import Consenter
from socialgoods.kernel.periods import FiscalYear


def articles_of(reasons):
    return [reason.article for reason in reasons]


@pytest.mark.parametrize(
    ("name", "is_social", "is_federation", "article"),
    [
        ("완주 협동조합", False, False, None),
        ("완주 사회적 협동조합", True, False, None),
        ("전북 협동조합연합회", False, True, None),
        ("완주 모임", False, False, "협동조합기본법 제3조제1항"),
        ("완주 협동조합", True, False, "협동조합기본법 제3조제1항"),
        ("전북 협동조합", False, True, "협동조합기본법 제3조제1항"),
        ("완주 사회적협동조합", False, False, "협동조합기본법 제3조"),
    ],
)
def test_the_name_says_what_it_is_art_3(name, is_social, is_federation, article):
    reasons = naming.reasons_against_name(name, is_social=is_social, is_federation=is_federation, is_taken=False)

    assert articles_of(reasons) == ([article] if article else [])


def test_a_registered_name_is_taken_decree_2_2():
    reasons = naming.reasons_against_name("완주 협동조합", is_social=False, is_federation=False, is_taken=True)

    assert articles_of(reasons) == ["협동조합기본법 시행령 제2조제2항"]


def test_who_is_related_through_others_counts_as_one_decree_19_2():
    rows = [
        Consenter("원장", "worker", 1, 100),
        Consenter("배우자", "worker", 1, 20, "원장"),
        Consenter("처남", "worker", 1, 3, "배우자"),
        Consenter("이웃", "consumer", 1, 7),
    ]

    assert medical.together(rows) == {"원장": 123, "이웃": 7}


def test_who_name_each_other_are_counted_once_and_do_not_loop_decree_19_2():
    rows = [Consenter("갑", "worker", 1, 10, "을"), Consenter("을", "worker", 1, 5, "갑")]

    assert sum(medical.together(rows).values()) == 15


@pytest.mark.parametrize(("others", "is_allowed"), [(50, True), (51, False)])
def test_a_medical_cooperative_gives_half_to_others_at_most_decree_24(others, is_allowed):
    reasons = medical.reasons_against_supply(to_all=100, to_others=others, most_percent=50)

    assert articles_of(reasons) == ([] if is_allowed else ["협동조합기본법 시행령 제24조"])


def test_education_cooperation_and_the_community_are_business_of_every_cooperative_art_45_1():
    assert [
        word for word in ("교육", "협력", "지역사회") if not any(word in line for line in business.required())
    ] == []
    assert business.REQUIRED == "협동조합기본법 제45조제1항"


@pytest.mark.parametrize(
    ("line", "is_social", "article"),
    [
        ("로컬푸드 판매", False, None),
        ("생명 보험 판매", False, "제45조제3항"),
        ("예금 업무", True, "제45조제3항"),
        ("조합원 소액대출", False, "제94조제1항"),
        ("조합원 소액대출", True, None),
    ],
)
def test_no_cooperative_runs_a_bank_or_an_insurance_art_45_3(line, is_social, article):
    reasons = business.reasons_against_business([line], is_social=is_social)

    assert [article in found for found in articles_of(reasons)] == ([True] if article else [])


def test_others_may_use_it_where_members_are_not_hindered_art_46_and_95():
    asked = business.reasons_against_use_by_others

    assert asked(service="shop", is_social=False) == []
    assert articles_of(asked(service="shop", is_social=False, hinders_members=True)) == ["협동조합기본법 제46조"]
    assert articles_of(asked(service="shop", is_social=True, hinders_members=True)) == ["협동조합기본법 제95조"]


def test_loans_and_mutual_aid_are_for_members_alone_decree_24():
    for service in ("loan", "aid"):
        reasons = business.reasons_against_use_by_others(service=service, is_social=True)
        assert articles_of(reasons) == ["협동조합기본법 시행령 제24조"]


@pytest.mark.parametrize("heir", ["federation", "similar", "nonprofit", "treasury"])
def test_what_is_left_of_a_social_cooperative_goes_to_four_heirs_art_104(heir):
    assert ending.reasons_against_residue(ending.Residue(heir, "받는 곳", 10), is_social=True) == []


@pytest.mark.parametrize("heir", ["members", "other"])
def test_what_is_left_of_a_social_cooperative_goes_to_nobody_else_art_104_but_a_general_one_follows_its_articles_art_59(
    heir,
):
    residue = ending.Residue(heir, "받는 곳", 10)

    assert articles_of(ending.reasons_against_residue(residue, is_social=True)) == ["협동조합기본법 제104조"]
    assert ending.reasons_against_residue(residue, is_social=False) == []


def test_who_gets_what_is_left_is_named_art_59():
    reasons = ending.reasons_against_residue(ending.Residue("", "", 10), is_social=False)

    assert articles_of(reasons) == ["협동조합기본법 제59조"]
    assert ending.reasons_against_residue(ending.Residue("", "", 0), is_social=True) == []
    assert ending.reasons_against_residue(ending.Residue("", "", -1), is_social=False) != []


def test_a_change_is_registered_within_21_days_art_64_1():
    assert changes.due_after_change(date(2019, 2, 22), 21) == date(2019, 3, 15)
    assert changes.article(1, is_social=False) == "협동조합기본법 제64조제1항"
    assert "제110조" in changes.article(1, is_social=True)


def test_the_total_of_shares_is_registered_within_three_months_of_the_years_end_art_64_2():
    assert changes.due_after_year(FiscalYear(2018), 3) == date(2019, 3, 31)
    assert changes.due_after_year(FiscalYear(2018, 6), 3) == date(2018, 9, 30)


@pytest.mark.parametrize(
    ("on", "registered_on", "word"),
    [
        (date(2019, 3, 15), None, "까지"),
        (date(2019, 3, 16), None, "늦었습니다"),
        (date(2019, 3, 16), date(2019, 3, 1), None),
    ],
)
def test_a_change_that_is_not_registered_is_said_art_64_1(on, registered_on, word):
    row = changes.Change("k", "임원", date(2019, 2, 22), date(2019, 3, 15), "제64조", registered_on)

    found = changes.reminders([row], on=on)

    assert [word in reason.text for reason in found] == ([True] if word else [])


def facts(**more):
    return supervision.Facts(
        **{
            "on": date(2020, 6, 1), "is_social": True, "registered_on": date(2018, 1, 1), "members": 10, "few_since": None,
            "few_years": 1, "last_assembly_on": date(2020, 2, 1), "assembly_years": 2, "last_business_on": date(2020, 5, 1),
            "business_years": 1, "lacks_year": None,
        }
        | more
    )  # fmt: skip


def test_nothing_is_said_of_a_lively_cooperative():
    assert supervision.warnings(facts()) == []


@pytest.mark.parametrize(
    ("more", "article", "word"),
    [
        ({"members": 4, "few_since": date(2019, 6, 2)}, "제111조제3항", "2020년 6월 2일"),
        ({"members": 4, "few_since": date(2019, 6, 1)}, "제111조제3항", "1년 넘게"),
        ({"members": 4, "few_since": date(2018, 6, 1), "is_social": False, "few_years": 2}, "제70조의2", "2년 넘게"),
        ({"last_assembly_on": date(2018, 6, 1)}, "제111조제3항", "2년 넘게 총회"),
        ({"last_assembly_on": None, "is_social": False}, "제70조의2", "2년 넘게 총회"),
        ({"last_business_on": date(2019, 6, 1)}, "제111조제3항", "1년 넘게 사업"),
        ({"last_business_on": date(2018, 6, 1), "is_social": False, "business_years": 2}, "제70조의2", "2년 넘게 사업"),
        ({"lacks_year": 2019}, "제28조제2항", "2019 회계연도"),
    ],
)  # fmt: skip
def test_what_supervision_would_find_is_said_early_art_70b2_and_111_3(more, article, word):
    found = supervision.warnings(facts(**more))

    assert len(found) == 1
    assert article in found[0].article
    assert word in found[0].text


def test_the_days_with_few_members_are_counted_without_a_break_art_70b2():
    start, on = date(2018, 1, 1), date(2020, 1, 1)
    always = [(start, None)] * 3
    few = supervision.few_since

    assert few([*always, (start, None), (start, None)], on=on, from_day=start) is None
    assert few([*always, (start, None), (start, date(2019, 3, 1))], on=on, from_day=start) == date(2019, 3, 1)
    assert few(
        [*always, (start, date(2018, 5, 1)), (start, None), (date(2018, 9, 1), date(2019, 2, 1))], on=on, from_day=start
    ) == date(2019, 2, 1)
    assert few(always, on=on, from_day=start) == start


def of(**more):
    return Of(
        **{
            "is_social": True, "is_medical": False, "is_federation": False, "minister": "기획예산처장관", "reserve_percent": 30,
            "cap_percent": 30, "least_main_business": 40, "medical_others_percent": 50,
        }
        | more
    )  # fmt: skip


def test_every_duty_names_its_article():
    for asked in (
        of(),
        of(is_social=False),
        of(is_medical=True),
        of(is_federation=True),
        of(is_social=False, is_federation=True),
    ):
        assert [duty.key for duty in duties(asked) if "협동조합기본법" not in duty.article] == []


def test_openness_follows_articles_49_and_96():
    found = {is_social: {duty.key: duty for duty in duties(of(is_social=is_social))} for is_social in (True, False)}

    assert found[False]["openness"].article == "협동조합기본법 제49조"
    assert found[True]["openness"].article == "협동조합기본법 제96조"
    assert "기획예산처장관" in found[True]["authority"].text
    assert found[True]["residue"].article == "협동조합기본법 제104조"
    assert "main_business" not in found[False]
