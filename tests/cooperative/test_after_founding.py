"""A co-operative after its founding: articles by resolution, who runs it, what the court is told, and its end."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from cooperative import founding as made
from cooperative.sharing import NOON, founded, member, passed
from factories import OrganizationFactory, UserFactory
from socialgoods.cooperative.actions import articles, changes, founding, leaving, steward
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Cooperative, Officer, RegisterChange, Steward
from socialgoods.cooperative.queries import changes as change_queries
from socialgoods.cooperative.queries import contents, supervision
from socialgoods.cooperative.queries import founding as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import founding as rules
from socialgoods.kernel.events import Event
from socialgoods.ledger import permissions as ledger
from socialgoods.ledger.models import Keeper

pytestmark = pytest.mark.django_db

AT = datetime(2018, 6, 1, 3, tzinfo=UTC)
TODAY = date(2018, 6, 1)


def changed(cooperative, item, starts_on=TODAY, at=AT, itself=None, **variables):
    return articles.change(
        cooperative=cooperative, variables=variables, starts_on=starts_on, item=item, itself=itself, by=None, at=at
    )


def text_of(cooperative, on):
    return str(contents.chapters(cooperative, articles_on(cooperative, on), on))


def test_articles_change_by_special_resolution_alone_art_29_1_1():
    row, _members = founded()

    with pytest.raises(NotLawful, match="제29조"):
        changed(row, None, term_years=2)
    with pytest.raises(NotLawful):
        changed(row, passed(row, "budget"), term_years=2)
    with pytest.raises(NotLawful, match="제29조"):
        changed(row, passed(founded()[0], "articles"), term_years=2)

    assert changed(row, passed(row, "articles"), term_years=2).term_years == 2
    assert (articles_on(row, date(2018, 5, 31)).term_years, articles_on(row, TODAY).term_years) == (3, 2)


def test_a_new_name_holds_from_its_day_and_the_old_articles_keep_the_old_one_art_16():
    row, _members = founded(name="옛이름 사회적협동조합")

    changed(row, passed(row, "articles"), itself={"name": "새이름 사회적협동조합", "purpose": "", "office": ""})

    row.refresh_from_db()
    assert row.name == "새이름 사회적협동조합"
    assert "옛이름" in text_of(row, date(2018, 5, 1))
    assert "새이름" in text_of(row, TODAY)
    assert "옛이름" not in text_of(row, TODAY)


def test_a_new_name_follows_the_rules_of_names_art_3_and_decree_2_2():
    row, _members = founded()
    founded(name="이웃 사회적협동조합")
    item = passed(row, "articles")

    with pytest.raises(NotLawful, match="제3조제1항"):
        changed(row, item, itself={"name": "완주 모임"})
    with pytest.raises(NotLawful, match="시행령 제2조제2항"):
        changed(row, item, itself={"name": "이웃사회적협동조합"})


def test_the_articles_say_the_business_that_the_law_wants_art_45_1_and_none_that_it_forbids_art_45_3():
    row = made.begun()

    founding.set_articles(
        cooperative=row, variables={"more": {"business": ["꾸러미 판매"]}}, starts_on=made.BEGUN, by=None, at=made.NOW
    )

    said = text_of(row, made.BEGUN)
    assert [
        word for word in ("꾸러미 판매", "교육", "협력", "지역사회", "금융업과 보험업은 하지") if word not in said
    ] == []
    with pytest.raises(NotLawful, match="제45조제3항"):
        founding.set_articles(
            cooperative=row, variables={"more": {"business": ["보험 중개"]}}, starts_on=made.BEGUN, by=None, at=made.NOW
        )


@pytest.mark.parametrize(("kind", "name"), [("general", "완주 시험 협동조합"), ("social", "완주 시험 사회적협동조합")])
def test_the_articles_have_every_content_that_the_act_wants_art_16_and_86(kind, name):
    row = made.begun(kind, name=name)
    wanted = (
        "목적", "명칭", "주된 사무소", "자격", "대리인", "가입", "탈퇴", "제명", "출자 1좌의 금액", "납입", "출자좌수", "권리와 의무",
        "잉여금", "손실금", "적립금", "사업", "회계연도", "총회", "임원", "이사회", "공고", "해산", "양도",
    )  # fmt: skip

    said = text_of(row, made.BEGUN)
    assert [word for word in wanted if f"({word})" not in said and f"{word})" not in said] == []


def test_what_the_founding_assembly_decided_on_is_no_draft_any_more_art_29_1_1():
    row = made.begun()
    made.consented(row)
    made.held(made.called(row))

    with pytest.raises(NotLawful, match="제29조"):
        founding.set_articles(
            cooperative=row, variables={"term_years": 2}, starts_on=made.BEGUN, by=None, at=made.HELD_AT
        )


def officer(cooperative, starts_on, ends_on=None, name="이사장", office="chair"):
    return Officer.objects.create(
        cooperative=cooperative, office=office, name=name, starts_on=starts_on, ends_on=ends_on,
        term_ends_on=date(2100, 1, 1),
    )  # fmt: skip


def keys(cooperative, on):
    return {row.key: (row.due_on, row.registered_on) for row in change_queries.changes(cooperative, on)}


def test_a_change_of_officers_is_to_be_registered_within_21_days_art_64_1():
    row, _members = founded()
    officer(row, date(2017, 12, 20), ends_on=date(2018, 5, 2))
    officer(row, date(2018, 5, 2), name="새 이사장")

    assert keys(row, date(2018, 5, 1)) == {"shares:2017": (date(2018, 3, 31), None)}
    assert keys(row, TODAY)["officers:2018-05-02"] == (date(2018, 5, 23), None)


def test_a_change_is_noted_once_and_corrected_by_noting_it_again_art_64_1():
    row, _members = founded()
    officer(row, date(2018, 5, 2))

    for day in (date(2018, 5, 10), date(2018, 5, 11)):
        changes.note_registered(cooperative=row, key="officers:2018-05-02", registered_on=day, by=None, at=AT)

    assert list(row.changes.values_list("registered_on", flat=True)) == [date(2018, 5, 11)]
    assert keys(row, TODAY)["officers:2018-05-02"] == (date(2018, 5, 23), date(2018, 5, 11))


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("officers:2018-05-02", date(2018, 5, 1)),
        ("officers:2018-05-02", date(2018, 6, 2)),
        ("nothing", date(2018, 5, 3)),
    ],
)
def test_no_change_is_noted_before_it_happened_ahead_of_its_day_or_without_one_art_64(key, day):
    row, _members = founded()
    officer(row, date(2018, 5, 2))

    with pytest.raises(NotLawful, match="제64조"):
        changes.note_registered(cooperative=row, key=key, registered_on=day, by=None, at=AT)


def test_a_change_of_the_name_is_to_be_registered_other_articles_are_not_art_64_1():
    row, _members = founded()
    changed(row, passed(row, "articles"), starts_on=date(2018, 5, 2), term_years=2)
    changed(row, passed(row, "articles"), starts_on=date(2018, 5, 20), itself={"office": "봉동읍 1"})

    assert [key for key in keys(row, TODAY) if key.startswith("articles")] == ["articles:2018-05-20"]


def test_one_row_stands_for_a_change():
    row, _members = founded()
    RegisterChange.objects.create(cooperative=row, key="k", registered_on=TODAY, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterChange.objects.create(cooperative=row, key="k", registered_on=TODAY, at=AT)


def test_supervision_is_told_of_few_members_before_the_year_is_over_art_111_3():
    row, members = founded(members=5)
    leaving.withdraw(member=members[0], notified_on=date(2018, 2, 1), on=date(2018, 5, 15), by=None, at=NOON)

    text = " ".join(reason.text for reason in supervision.of(row, TODAY))
    assert "조합원이 4명입니다. 2019년 5월 15일" in text
    assert "1년 넘게 조합원이 5명보다 적습니다" in " ".join(r.text for r in supervision.of(row, date(2019, 5, 15)))


def test_a_steward_keeps_the_books_and_hands_them_over():
    first, second = UserFactory(), UserFactory()
    row = made.begun()
    Steward.objects.filter(cooperative=row).update(user=first)
    member(row, "두레")
    row = Cooperative.objects.get(pk=row.pk)
    from socialgoods.cooperative.actions.shared import books

    entity = books(row, on=made.BEGUN, by=None, at=made.NOW)
    assert ledger.may_keep(first, entity, TODAY)

    steward.appoint(cooperative=row, user=second, starts_on=TODAY, by=first, at=AT)
    steward.appoint(cooperative=row, user=second, starts_on=TODAY, by=first, at=AT)
    steward.dismiss(steward=row.stewards.get(user=first), on=TODAY, by=second, at=AT)

    assert list(row.stewards.filter(ends_on=None).values_list("user", flat=True)) == [second.pk]
    assert list(Keeper.objects.running_on(TODAY).filter(entity=entity).values_list("user", flat=True)) == [second.pk]


def test_the_last_who_runs_the_pages_cannot_go():
    row = made.begun()

    with pytest.raises(NotLawful, match="실무자"):
        steward.dismiss(steward=row.stewards.get(), on=TODAY, by=None, at=AT)

    assert not Event.objects.filter(name="cooperative.steward.dismissed").exists()


def state(row, on):
    return queries.state_on(Cooperative.objects.get(pk=row.pk), on)


def test_the_path_is_computed_as_of_any_day():
    row = made.begun()
    made.consented(row)
    made.signed(made.held(made.called(row)))
    founding.finish_assembly(cooperative=row, by=None, at=made.HELD_AT)
    founding.file(cooperative=row, on=date(2017, 12, 27), by=None, at=datetime(2017, 12, 27, 3, tzinfo=UTC))

    found = {
        on: state(row, on) for on in (date(2017, 11, 30), date(2017, 12, 11), date(2017, 12, 21), date(2017, 12, 28))
    }
    told = {
        on: (each.promoters, len(each.consents), each.noticed_on, each.is_passed, each.filed_on)
        for on, each in found.items()
    }
    noticed, filed = date(2017, 12, 12), date(2017, 12, 27)
    assert list(told.values()) == [
        (0, 0, None, None, None),
        (5, 10, None, None, None),
        (5, 10, noticed, None, None),
        (5, 10, noticed, True, filed),
    ]


def test_a_consent_that_was_taken_back_counts_until_that_day():
    row = made.begun()
    first = made.consented(row)[0]
    founding.withdraw_consent(consent=first, on=date(2017, 12, 5), by=None, at=made.NOW)

    assert [len(state(row, day).consents) for day in (date(2017, 12, 4), date(2017, 12, 5))] == [10, 9]


def test_two_of_one_name_are_two_persons_for_the_cap_art_22_2():
    row = made.begun()
    for number in range(4):
        user = UserFactory(name="김영희")
        founding.file_consent(
            cooperative=row,
            user=user,
            stakeholder=made.KINDS[number % 2],
            shares=10,
            filed_on=made.BEGUN,
            by=None,
            at=made.NOW,
        )

    found = state(row, made.BEGUN)
    assert [each.name for each in found.consents] == [f"김영희 ({number})" for number in (1, 2, 3, 4)]
    step = rules.step("assembly", found, queries.figures_on(row, made.BEGUN))
    assert not [reason for reason in step.reasons if "제22조" in reason.article]


def test_promoters_of_a_federation_are_cooperatives_of_its_kind_art_71_and_114():
    row = made.begun(name="전북 사회적협동조합연합회", is_federation=True)
    firms = [OrganizationFactory(legal_form="social_cooperative") for _n in range(3)]
    for organization in [*firms[:2], OrganizationFactory(kind="village_enterprise", legal_form="company")]:
        founding.add_promoter(
            cooperative=row,
            organization=organization,
            stakeholder="producer",
            joined_on=made.BEGUN,
            by=None,
            at=made.NOW,
        )

    def step():
        return rules.step("promoters", state(row, made.BEGUN), queries.figures_on(row, made.BEGUN))

    assert [reason.article for reason in step().reasons] == ["협동조합기본법 제114조"] * 2
    founding.remove_promoter(promoter=row.promoters.last(), by=None, at=made.NOW)
    founding.add_promoter(
        cooperative=row, organization=firms[2], stakeholder="producer", joined_on=made.BEGUN, by=None, at=made.NOW
    )
    assert step().is_done


def test_an_organisation_runs_one_cooperative():
    organization = OrganizationFactory()
    made.begun(organization=organization)

    with pytest.raises(NotLawful):
        made.begun(code="second", name="둘째 사회적협동조합", organization=organization)


def test_begun_twice_with_one_code_it_is_the_same():
    assert made.begun().pk == made.begun().pk
    assert Cooperative.objects.count() == 1
