"""What people see and do on the pages of officers, the year's end, disclosure and small loans."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cooperative.made_year import AT, audited, booked, decided, earned, house, officers, prepared, seat
from factories import UserFactory
from socialgoods.cooperative.actions import disclosure
from socialgoods.cooperative.models import Assembly, BoardMeeting, MemberLoan, Officer, Paper, Recall, Steward, YearEnd
from socialgoods.cooperative.year_paper import board_minutes
from socialgoods.kernel import clock, kept

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2019, 4, 2)


@pytest.fixture
def coop(client):
    """A co-operative whose steward is logged in."""
    clock.set_today(TODAY)
    row = house()
    user = UserFactory()
    Steward.objects.create(cooperative=row, user=user, starts_on=date(2018, 1, 1))
    client.force_login(user)
    return row


def page(client, name, row, *args):
    return client.get(reverse(name, args=[row.code, *args])).content.decode()


def send(client, view, row, *args, **fields):
    return client.post(reverse(view, args=[row.code, *args]), fields)


def test_officer_is_written_down_and_steps_down(client, coop):
    item = decided(coop, "officers")
    member = coop.members.get(number=1)

    send(
        client,
        "officer_new",
        coop,
        office="chair",
        member=member.pk,
        item=item.pk,
        starts_on="2019-03-20",
        name="김대표",
    )
    found = Officer.objects.get()
    send(client, "officer_step_down", coop, found.pk, on="2019-04-01", why="사임")

    found.refresh_from_db()
    assert (found.name, found.member, found.ends_on) == ("김대표", member, date(2019, 4, 1))
    assert "이사장이 없습니다" in page(client, "officers", coop)


def test_refusal_names_its_article_on_the_page(client, coop):
    """§44."""
    officers(coop)
    item = decided(coop, "officers")
    member = coop.members.get(number=2)

    answer = send(client, "officer_new", coop, office="auditor", member=member.pk, item=item.pk, starts_on="2019-03-20")

    assert "협동조합기본법 제44조" in answer.content.decode()


def test_officers_page_shows_those_of_a_past_day(client, coop):
    seat(coop, "chair", "옛 이사장", member=coop.members.get(number=1))
    Officer.objects.update(ends_on=date(2019, 1, 1))

    url = reverse("officers", args=[coop.code])

    assert "옛 이사장" in client.get(url, {"on": "2018-12-31"}).content.decode().split("물러난")[0]
    assert "이날 임원이 없습니다" in client.get(url).content.decode()


def test_recall_is_demanded_on_the_page(client, coop):
    """§40."""
    row = officers(coop)[1]

    send(client, "recall_demand", coop, row.pk, on="2019-04-01", demanded_by="1", reason="까닭")
    demand = Recall.objects.get()
    send(client, "recall_decide", coop, demand.pk, item=decided(coop, "recall", about=row.member).pk)

    row.refresh_from_db()
    assert row.ends_on == date(2019, 3, 20)


def test_board_meeting_is_entered_and_printed(client, coop):
    rows = officers(coop)
    fields = {
        "day": "2018-06-01", "time": "14:00", "place": "사무실", "present": [rows[0].pk, rows[1].pk], "minutes": "길게 논의했습니다.",
        "decision-TOTAL_FORMS": "1", "decision-INITIAL_FORMS": "0", "decision-0-title": "사업계획", "decision-0-yes": "2",
    }  # fmt: skip

    answer = client.post(reverse("board_new", args=[coop.code]), fields)

    found = BoardMeeting.objects.get()
    assert answer.url == reverse("board_meeting", args=[coop.code, found.pk])
    assert "사업계획" in page(client, "board_meeting", coop, found.pk)
    assert board_minutes(found).startswith(b"%PDF")
    assert "사업계획" in page(client, "board", coop)


def test_year_goes_its_way_on_the_pages(client, coop):
    earned(coop, 1_000_000)
    decided_item = decided(coop, "disposition")

    send(client, "year_prepare", coop, 2018)
    send(client, "year_report", coop, 2018, report="장터를 열었습니다.")
    send(client, "year_submit", coop, 2018, on="2019-03-04")
    send(client, "year_opinion", coop, 2018, auditor_name="이감사", on="2019-03-05", opinion="적정합니다.")
    send(client, "year_approve", coop, 2018, item=decided_item.pk)
    send(client, "year_book", coop, 2018)
    send(client, "disclose", coop, 2018)

    row = YearEnd.objects.get()
    assert (row.state, row.booked_on, row.disclosure.disclosed_on) == ("booked", date(2019, 3, 20), TODAY)
    assert "2019. 4. 2. 공개" in page(client, "year_ends", coop)
    client.logout()
    public = page(client, "disclosure", coop, 2018)
    assert "장터를 열었습니다." in public
    assert "1,000,000" in public


def test_the_part_given_to_others_is_written_and_shown_decree_24(client, coop):
    type(coop).objects.update(kind="medical")
    earned(coop, 1_000_000)
    send(client, "year_prepare", coop, 2018)

    send(client, "year_supply", coop, 2018, to_all="1,000", to_others="600", source="진료 건수")
    shown = page(client, "year_end", coop, 2018)

    assert "전체의 60.0%입니다" in shown
    assert "%%" not in shown


def test_articles_without_an_auditor_say_what_is_not_known_act_34_5(client, coop):
    type(coop).objects.update(kind="general")
    coop.articles.update(auditors_least=0)

    assert "시행령이 정한 조건은 여기에서 확인하지 못했으니" in page(client, "officers", coop)
    coop.articles.update(auditors_least=1)
    assert "감사를 두지 않는 조합입니다" not in page(client, "officers", coop)


def test_a_disclosure_is_corrected_and_both_versions_are_read_by_anybody(client, coop):
    """§96의2."""
    earned(coop, 1_000_000)
    disclosure.disclose(year_end=booked(coop), by=None, at=AT)
    coop.phone = "063-000-1111"
    coop.save()

    before = page(client, "disclosure_correct", coop, 2018)
    send(client, "disclosure_correct", coop, 2018, reason="전화번호가 틀렸음", report="고친 보고")

    assert "063-000-1111" in before
    client.logout()
    newest, old = page(client, "disclosure", coop, 2018), page(client, "disclosure_version", coop, 2018, 1)
    assert all(words in newest for words in ("고친 판(2판)", "전화번호가 틀렸음", "063-000-1111", "고친 보고"))
    assert "고치기 전의 판입니다" in old
    assert "고친 보고" not in old
    assert client.get(reverse("disclosure_version", args=[coop.code, 2018, 7])).status_code == 404
    assert page(client, "cooperative", coop).count("2018 회계연도") == 1


def test_year_is_taken_back_from_the_auditor(client, coop):
    earned(coop, 1_000_000)
    audited(coop)

    send(client, "year_take_back", coop, 2018)

    assert YearEnd.objects.get().state == "draft"


def test_general_cooperative_says_what_it_wishes_to_pay(client, coop):
    """§51③."""
    coop.kind = "general"
    coop.save()
    earned(coop, 1_000_000)
    member = coop.members.get(number=1)

    send(client, "year_prepare", coop, 2018, dividends="80,000", capital="40,000", **{f"used_{member.pk}": "5,000"})

    assert YearEnd.objects.get().proposal["disposition"]["usage"] == 40_000


def test_main_business_is_entered_with_its_source(client, coop):
    """§93②."""
    earned(coop, 1_000_000)
    prepared(coop)

    send(client, "year_measure", coop, 2018, measure="won", main="39", total="100", source="사업보고서 3쪽")

    assert "39.0%" in page(client, "year_end", coop, 2018)
    assert "제93조제2항" in page(client, "year_end", coop, 2018)


def test_documents_become_papers_of_the_assembly_once(client, coop, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    earned(coop, 1_000_000)
    prepared(coop)
    assembly = Assembly.objects.create(
        cooperative=coop, kind="ordinary", title="정기총회", held_at=datetime(2019, 4, 20, tzinfo=UTC), place="마을회관",
        record_on=TODAY,
    )  # fmt: skip

    for _time in range(2):
        send(client, "year_attach", coop, 2018, assembly=assembly.pk)

    assert kept.content(Paper.objects.get().file).startswith(b"%PDF")


def test_year_that_is_late_says_so_to_the_public_with_the_fine(client, coop):
    """§96의2, §119."""
    clock.set_today(date(2019, 5, 1))
    client.logout()

    assert "제119조" in page(client, "disclosure", coop, 2018)


def test_disclosure_of_a_year_without_books_is_not_there(client, coop):
    assert client.get(reverse("disclosure", args=[coop.code, 2031])).status_code == 404


def test_loan_is_lent_and_repaid_on_the_page(client, coop):
    coop.articles.update(loan_limit_won=200_000)
    member, key = coop.members.get(number=2), "0" * 32
    terms = {
        "principal": "100,000",
        "rate": "3",
        "late_rate": "12",
        "on": "2019-04-01",
        "due_on": "2020-04-01",
        "key": key,
    }

    for _time in range(2):
        send(client, "loan_new", coop, member=member.pk, **terms)
    row = MemberLoan.objects.get()
    send(client, "loan_repay", coop, row.pk, principal="40,000", interest="", on="2019-04-02", key="1" * 32)

    row.refresh_from_db()
    assert row.outstanding_won == 60_000
    assert "60,000" in page(client, "loans", coop)


def test_without_a_limit_in_the_articles_nothing_is_lent(client, coop):
    text = page(client, "loans", coop)

    assert "정관에 소액대출 한도를 정하면" in text
    assert reverse("loan_new", args=[coop.code]) not in text


def test_loan_beyond_the_limit_sends_to_the_social_fund(client, coop):
    """§94①."""
    coop.articles.update(loan_limit_won=10_000_000)
    terms = {
        "principal": "300,000",
        "rate": "3",
        "late_rate": "12",
        "on": "2019-04-01",
        "due_on": "2020-04-01",
        "key": "0" * 32,
    }

    answer = send(client, "loan_new", coop, member=coop.members.get(number=2).pk, **terms)

    assert "사회적금융 기금" in answer.content.decode()


def queries_of(client, name, *args):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(reverse(name, args=args))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(name, args=args)).status_code == 200
    return len(seen)


def test_lists_do_not_ask_more_when_they_grow(client, coop):
    coop.articles.update(loan_limit_won=200_000)
    rows = officers(coop)
    from socialgoods.cooperative.actions import board, loan

    def grow(number):
        moment = datetime(2018, 6, number, 5, 0, tzinfo=UTC)
        board.record_meeting(cooperative=coop, held_at=moment, present=rows[:2], decisions=[], by=None, at=AT)
        terms = {
            "principal": 1_000,
            "rate": 3,
            "late_rate": 12,
            "on": date(2018, 6, number),
            "due_on": date(2020, 1, 1),
        }
        loan.lend(member=coop.members.get(number=number), key=f"k{number}", by=None, at=AT, **terms)

    names = ("officers", "board", "loans", "year_ends")
    grow(1)
    before = [queries_of(client, name, coop.code) for name in names]
    grow(2)
    grow(3)
    seat(coop, "director", "", member=coop.members.get(number=1), starts_on=date(2018, 2, 1))

    assert [queries_of(client, name, coop.code) for name in names] == before


def test_disclosure_is_read_with_few_questions(client, coop, django_assert_max_num_queries):
    earned(coop, 1_000_000)
    disclosure.disclose(year_end=booked(coop), by=None, at=AT)
    client.logout()
    client.get(reverse("disclosure", args=[coop.code, 2018]))

    with django_assert_max_num_queries(10):
        client.get(reverse("disclosure", args=[coop.code, 2018]))
