"""Every page of an assembly shows or changes something: steward, member on a phone, door, wall, minutes."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localtime

from cooperative import meeting as made
from factories import OrganizationFactory, UserFactory
from socialgoods.cooperative import assembly_papers
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.actions import presence
from socialgoods.cooperative.models import (
    Articles,
    Assembly,
    Attendance,
    Delegate,
    Demand,
    Member,
    Officer,
    Paper,
    Steward,
    Telling,
)
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def owner():
    return made.cooperative(10, code="network")


@pytest.fixture
def steward(client, owner):
    user = UserFactory()
    Steward.objects.create(cooperative=owner, user=user, starts_on=clock.today() - timedelta(days=9))
    client.force_login(user)
    return user


@pytest.fixture
def member(client, owner):
    user = UserFactory()
    Member.objects.filter(cooperative=owner, number=2).update(user=user)
    client.force_login(user)
    return user


def now():
    return clock.now()


def soon(owner, make=made.called, **more):
    return make(owner, at=now(), held_at=now() + timedelta(days=9), **more)


def today(owner, make=made.opened, **more):
    return make(owner, at=now() - timedelta(days=8), held_at=now(), **more)


def past(owner, make=made.closed, **more):
    return make(owner, at=now() - timedelta(days=40), held_at=now() - timedelta(days=30), **more)


def address(name, row, **more):
    return reverse(name, kwargs={"code": "network", "pk": row.pk, **more})


def typed(moment):
    return localtime(moment).strftime("%Y-%m-%dT%H:%M")


def page(client, name, row, **more):
    return client.get(address(name, row, **more)).content.decode()


def post(client, name, row, data=None, **more):
    return client.post(address(name, row, **more), data or {}, follow=True).content.decode()


def of(row, number=2):
    return row.roll.get(number=number)


def press(client, name, row, data=None):
    return client.post(reverse(name, args=[row.pk]), data or {}, follow=True).content.decode()


def test_a_steward_prepares_fills_and_calls_an_assembly(client, owner, steward):
    held = now() + timedelta(days=10)
    data = {"kind": "ordinary", "held_at": typed(held), "place": "군청", "record_on": clock.today().isoformat()}
    client.post(reverse("assembly_new", args=["network"]), data)
    row = Assembly.objects.get()
    text = page(client, "assembly", row)
    assert "안건을 하나 이상" in text
    assert "소집 알리기" not in text

    post(client, "item_new", row, {"title": "예산", "kind": "resolution", "subject": "budget", "seats": 1})
    election = {"kind": "election", "subject": "officers", "office": "director", "seats": 2, "is_secret": "on"}
    post(client, "item_new", row, {"title": "이사 선출"} | election)
    post(
        client,
        "item_change",
        row,
        {"title": "2027년 예산", "kind": "resolution", "subject": "budget", "seats": 1},
        number=1,
    )
    post(client, "item_remove", row, number=2)
    post(client, "assembly_change", row, data | {"place": "군청 문화강좌실"})
    assert "소집을 알렸습니다" in post(client, "assembly_call", row)
    row.refresh_from_db()
    assert (row.state, row.place, [str(each) for each in row.items.all()]) == (
        "called",
        "군청 문화강좌실",
        ["1. 2027년 예산"],
    )
    assert row.roll.count() == 10


def test_an_election_names_its_office_and_a_member_is_found_by_name_or_number(client, owner, steward):
    row = soon(owner, made.drafted)
    refused = post(client, "item_new", row, {"title": "선출", "kind": "election", "subject": "officers", "seats": 1})
    assert "어느 자리를 뽑는지" in refused
    expel = {"title": "제명", "kind": "resolution", "subject": "expulsion", "seats": 1}
    assert "이런 이름이나 명부 번호가 없습니다" in post(client, "item_new", row, expel | {"about": "없는 이름"})
    post(client, "item_new", row, expel | {"about": "조합원004"})

    assert row.items.get(number=2).about.number == 4


def test_a_call_that_comes_too_late_is_explained_by_its_article_and_not_offered(client, owner, steward):
    row = made.drafted(owner, at=now(), held_at=now() + timedelta(days=3))

    assert "7일 전까지" in page(client, "assembly", row)
    assert "제92조" in post(client, "assembly_call", row)
    assert Assembly.objects.get().state == "draft"


def test_papers_are_put_up_read_and_taken_away(client, owner, steward):
    row = soon(owner, made.drafted)
    post(client, "paper_new", row, {"file": SimpleUploadedFile("예산안.pdf", b"%PDF-1.4 x"), "name": "예산안"})
    paper = Paper.objects.get()
    answer = client.get(address("paper_file", row, paper_pk=paper.pk))
    assert answer.content == b"%PDF-1.4 x"
    with paper.file.open() as stream:
        assert b"%PDF" not in stream.read()
    assert "올릴 수 없는 파일" in post(client, "paper_new", row, {"file": SimpleUploadedFile("x.exe", b"MZ")})

    post(client, "paper_remove", row, paper_pk=paper.pk)
    assert not Paper.objects.exists()


def test_it_is_put_off_with_a_reason(client, owner, steward):
    row = soon(owner)
    later = now() + timedelta(days=16)
    data = {"held_at": typed(later), "place": "군청", "reason": "눈이 옵니다"}
    assert "7일 전까지" in post(client, "assembly_postpone", row, data | {"held_at": typed(now() + timedelta(days=2))})

    assert "처음 알린 때" in post(client, "assembly_postpone", row, data)
    assert Telling.objects.filter(of="postponed").count() == 0
    assert localtime(Assembly.objects.get().held_at).date() == localtime(later).date()


def test_it_is_called_off_with_a_reason_that_members_read(client, owner, steward):
    row = soon(owner)

    assert "의장이 아픕니다" in post(client, "assembly_cancel", row, {"reason": "의장이 아픕니다"})


def test_opened_by_the_chair_who_is_on_the_roll_or_comes_from_outside(client, owner, steward):
    Officer.objects.create(cooperative=owner, office="chair", name="조합원003", starts_on=clock.today() - timedelta(days=9),
                           term_ends_on=clock.today() + timedelta(days=900))  # fmt: skip
    row = today(owner, made.called)
    assert 'value="조합원003"' in page(client, "assembly_open", row)
    assert "이런 이름이나 명부 번호가 없습니다" in post(client, "assembly_open", row, {"chair_name": "모르는 사람"})
    post(client, "assembly_open", row, {"chair_name": "3"})

    row.refresh_from_db()
    assert (row.state, row.chair.number, row.chair_name, len(row.door_code)) == ("open", 3, "조합원003", 6)
    other = today(owner, made.called)
    post(client, "assembly_open", other, {"chair_name": "임시 의장", "is_outside": "on"})
    other.refresh_from_db()
    assert (other.chair, other.chair_name) == (None, "임시 의장")


def test_who_was_told_how_and_by_hand(client, owner, steward):
    firm = OrganizationFactory(address="완주군 용진읍 지암로 61", phone="063-290-1111")
    Member.objects.filter(cooperative=owner, number=1).update(organization=firm)
    row = soon(owner)
    assert "10명</b>에게 아직 닿지 않았습니다" in page(client, "told", row)
    listed = client.get(address("told_file", row, form="csv")).content.decode("utf-8-sig")
    assert "완주군 용진읍 지암로 61,063-290-1111" in listed.replace('"', "")

    post(client, "told_note", row, {"row": [of(row, 1).pk, of(row, 2).pk], "way": "post"})
    assert "8명</b>에게 아직" in page(client, "told", row)
    assert "조합원001" not in client.get(f"{address('told', row)}?missing=1").content.decode()
    assert "먼저 골라" in post(client, "told_note", row, {"way": "post"})
    assert Event.objects.get(name="cooperative.convocation.addresses_taken").data == {"names": 10}


def test_letters_and_lists_are_printed_and_leave_an_event(client, owner, steward):
    row = soon(owner)

    for name, more in (("convocation", {}), ("told_file", {"form": "pdf"})):
        assert client.get(address(name, row, **more)).content.startswith(b"%PDF")
    assert Event.objects.filter(name="cooperative.convocation.printed", by=steward).exists()


def test_the_list_to_sign_has_everybody_with_the_proxy_that_was_said_and_room_for_a_signature(client, owner, steward):
    row = soon(owner)
    presence.promise_proxy(attendance=of(row, 3), kind="family", holder=None, name="김식구", by=None, at=now())

    words = assembly_papers.signing(row)
    answer = client.get(address("sign_in_sheet", row))

    assert answer.content.startswith(b"%PDF")
    assert words["heads"] == ["번호", "조합원", "대리인", "서명", "비고"]
    assert [each[:3] for each in words["rows"][1:3]] == [
        ["2", "조합원002", ""],
        ["3", "조합원003", "김식구 (가족, 위임장 받을 것)"],
    ]
    assert len(words["rows"]) == 10
    assert Event.objects.get(name="cooperative.roll.printed").data == {"names": 10}
    assert reverse("sign_in_sheet", args=[owner.code, row.pk]) in page(client, "assembly_roll", row)


def test_the_list_of_delegates_and_of_a_federation_have_columns_of_their_own(owner):
    row = soon(owner)
    row.roll.filter(number=2).update(votes=3)
    row.is_delegates = True

    words = assembly_papers.signing(row)

    assert words["heads"] == ["번호", "대의원", "의결권", "서명", "비고"]
    assert len(words["widths"]) == len(words["heads"]) == len(words["rows"][0])
    assert "대리인이 나올 수 없습니다" in words["facts"][1]


def test_an_empty_form_of_proxy_is_printed_before_anything_is_said(client, owner, member):
    row = soon(owner)

    said = str(assembly_papers.proxy(of(row)))

    assert "□ 함께 사는 가족" in said
    assert reverse("proxy_paper", args=[of(row).pk]) in page(client, "assembly", row)
    assert client.get(reverse("proxy_paper", args=[of(row).pk])).content.startswith(b"%PDF")


def test_a_member_says_on_the_phone_who_comes_and_what_was_read(client, owner, member):
    row = soon(owner)
    Paper.objects.create(assembly=row, name="예산안", sha256="0" * 64)
    text = page(client, "assembly", row)
    assert all(
        said in text
        for said in (
            "나가겠습니다",
            "대리인에게 맡기기",
            "자료를 읽었습니다",
            "서면이나 전자 방식으로 의결할 수 없습니다",
        )
    )

    assert "그날 뵙겠습니다" in press(client, "attendance_plan", of(row), {"plan": "come"})
    assert "모두 읽으셨습니다" in press(client, "attendance_read", of(row))
    assert of(row).plan == "come"
    assert "나오지 못하신다고" in press(client, "attendance_plan", of(row), {"plan": "absent"})


def test_a_member_names_a_proxy_prints_the_paper_and_takes_it_back(client, owner, member):
    row = soon(owner)
    to = {"kind": "member", "holder": "조합원005"}
    assert "이런 이름이나" in press(client, "attendance_proxy", of(row), to | {"holder": "조합원999"})
    assert "본인은 본인의" in press(client, "attendance_proxy", of(row), to | {"holder": "2"})
    assert "is_written" not in client.get(reverse("attendance_proxy", args=[of(row).pk])).content.decode()
    assert "위임장에 서명해" in press(client, "attendance_proxy", of(row), to | {"is_written": "on"})

    assert (of(row).proxy.number, of(row).proxy_paper, of(row).channel) == (5, False, "")
    assert client.get(reverse("proxy_paper", args=[of(row).pk])).content.startswith(b"%PDF")
    assert "위임을 거두었습니다" in press(client, "attendance_take_back", of(row))
    assert "가족의 이름" in press(client, "attendance_proxy", of(row), {"kind": "family"})


def test_the_same_proxy_a_second_time_is_refused_politely_on_the_page_art_23_3(client, owner, member):
    row = soon(owner)
    presence.promise_proxy(attendance=of(row, 3), kind="member", holder=of(row, 5), by=None, at=now())

    text = press(client, "attendance_proxy", of(row), {"kind": "member", "holder": "조합원005"})
    assert "다른 분께 부탁해 주세요" in text
    assert "제23조제3항" in text


def test_a_steward_with_the_paper_in_hand_writes_it_down_as_given(client, owner, steward):
    row = soon(owner)
    press(client, "attendance_proxy", of(row), {"kind": "family", "name": "박서준", "is_written": "on"})

    assert (of(row).channel, of(row).proxy_name) == ("proxy", "박서준")


def test_in_the_hall_a_member_types_the_number_and_may_leave_early(client, owner, member):
    row = today(owner)
    assert "참석 번호가 맞지 않습니다" in post(client, "assembly_here", row, {"code": "x"})
    assert (
        f'value="{row.door_code}"'
        in client.get(f"{address('assembly_here', row)}?code={row.door_code}").content.decode()
    )
    assert "어서 오세요" in post(client, "assembly_here", row, {"code": row.door_code})
    assert "먼저 갑니다" in page(client, "assembly", row)

    assert "살펴 가세요" in press(client, "attendance_leave_own", of(row))
    assert of(row).left_at is not None


def test_the_ticket_has_the_number_and_a_picture_for_the_door(client, owner, member):
    text = client.get(reverse("attendance_ticket", args=[of(today(owner)).pk])).content.decode()

    assert 'class="ticket__number">2<' in text
    assert "<svg" in text


def test_at_the_door_names_and_numbers_are_found_and_big_buttons_pressed(client, owner, steward):
    row = today(owner)
    presence.promise_proxy(attendance=of(row, 3), kind="family", name="박서준", by=None, at=now())
    found = client.get(f"{address('assembly_roll', row)}?q=7").content.decode()
    assert "조합원007" in found
    assert "조합원002" not in found
    assert "조합원002" in client.get(f"{address('assembly_roll', row)}?q=원002&missing=1").content.decode()
    assert "명부에 없습니다" in client.get(f"{address('assembly_roll', row)}?q=²").content.decode()

    press(client, "attendance_arrive", of(row, 7))
    press(client, "attendance_admit", of(row, 3))
    press(client, "attendance_leave", of(row, 7))
    text = page(client, "assembly_roll", row)
    assert (of(row, 3).channel, of(row, 7).left_at is not None) == ("proxy", True)
    assert "10명 가운데 <b>1명</b>이 와 있습니다" in text
    assert "제23조" in press(client, "attendance_arrive", of(row, 4), {"channel": "paper"})


def test_the_wall_shows_who_is_there_what_is_needed_and_what_is_being_voted_on(client, owner, steward):
    row = today(owner, here=5)
    text = page(client, "assembly_screen", row)
    assert ("<b>5</b>" in text, "1명 더 필요합니다" in text, row.door_code in text) == (True, True, True)
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick", text)

    presence.give_proxy(attendance=of(row, 8), kind="family", name="박서준", is_written=True, by=None, at=now())
    items.open_vote(item=row.items.get(), by=None, at=now())
    part = client.get(address("assembly_screen", row), headers={"HX-Request": "true"}).content.decode()
    assert all(
        said in part
        for said in ("의결할 수 있습니다", "대리인 <b>1</b>", "지금 투표합니다", "1. 안건 1", "<b>0명</b> 투표")
    )
    assert "<html" not in part


def test_the_wall_asks_again_until_it_is_over(client, owner, steward):
    codes = [
        client.get(address("assembly_screen", row), headers={"HX-Request": "true"}).status_code
        for row in (today(owner), past(owner))
    ]

    assert codes == [200, 286]


def test_it_is_closed_and_the_minutes_are_written_edited_signed_and_printed(client, owner, steward):
    row = today(owner, here=6)
    assert "의사록 초안을 만들었습니다" in post(client, "assembly_close", row)
    assert "서명할 조합원을 아직" in page(client, "minutes", row)
    post(client, "minutes_signers", row, {"signers": "조합원002\n3, 조합원004"})
    post(client, "minutes_edit", row, {"text": "손으로 고친 글"})
    post(client, "minutes_again", row)
    chair = "chair"
    assert "서명을 적었습니다" in post(client, "minutes_sign", row, {"who": chair})
    post(client, "minutes_unsign", row)
    for who in (chair, of(row, 2).pk, of(row, 3).pk, of(row, 4).pk):
        post(client, "minutes_sign", row, {"who": who})

    row.refresh_from_db()
    assert (row.state, "조합원002, 조합원003, 조합원004" in row.minutes) == ("signed", True)
    assert "아무도 바꿀 수 없습니다" in page(client, "minutes", row)
    assert client.get(address("minutes_pdf", row)).content.startswith(b"%PDF")
    assert Event.objects.filter(name="cooperative.minutes.printed", by=steward).exists()


def test_a_member_who_was_elected_signs_on_the_own_account(client, owner, member):
    row = past(owner)
    assert "조합원002 이름으로 서명하기" in page(client, "minutes", row)
    post(client, "minutes_sign_own", row, attendance=of(row).pk)

    assert row.signatures.get().user == member
    other = past(owner, signers=0)
    assert "총회에서 뽑은 조합원만" in post(client, "minutes_sign_own", other, attendance=of(other).pk)


def test_the_chair_calls_the_signing_done_when_enough_have_signed(client, owner, steward):
    row = past(owner, signers=4)
    for who in ("chair", *(of(row, number).pk for number in (2, 3, 4))):
        post(client, "minutes_sign", row, {"who": who})

    assert "아무도 바꿀 수 없습니다" in post(client, "minutes_finish", row)


def test_a_look_of_the_county_into_minutes_leaves_an_event_and_a_members_does_not(client, owner, member):
    from factories import user_as

    row = past(owner)
    page(client, "minutes", row)
    officer = user_as("officer")
    client.force_login(officer)
    page(client, "minutes", row)

    assert list(Event.objects.filter(name="cooperative.minutes.seen").values_list("by", flat=True)) == [officer.pk]


def test_members_demand_an_assembly_together_and_the_steward_answers(client, owner, member):
    mine = owner.members.get(number=2)
    data = {"purpose": "창고 임차", "reason": "함께 정합시다", "in_whose_name": mine.pk}
    assert (
        "1명</b>이 서명했습니다. 1명이 더"
        in client.post(reverse("demand_new", args=["network"]), data, follow=True).content.decode()
    )
    row = Demand.objects.get()
    assert "창고 임차" in client.get(reverse("assemblies", args=["network"])).content.decode()
    post(client, "demand_unsign", row, member=mine.pk)
    assert Demand.objects.get().ended_on == clock.today()


def test_the_steward_begins_a_demand_that_a_member_signed_on_paper(client, owner, steward):
    said = {"purpose": "창고 임차", "reason": "함께 정합시다", "in_whose_name": owner.members.get(number=3).pk}

    client.post(reverse("demand_new", args=["network"]), said)

    signature = Demand.objects.get().signatures.get()
    assert (signature.member.number, signature.on_paper) == (3, True)


def test_signatures_on_paper_count_and_make_an_assembly(client, owner, steward):
    from socialgoods.cooperative.actions import demand as demands

    row = demands.begin(
        cooperative=owner, member=owner.members.get(number=1), purpose="창고", reason="함께", by=None, at=now()
    )
    refused = post(client, "demand_answer", row, {"held_at": typed(now() + timedelta(days=9)), "place": "군청"})
    assert "2명 이상이 요구해야" in refused
    assert "수가 찼습니다" in post(client, "demand_paper", row, {"members": "조합원003"})
    post(client, "demand_answer", row, {"held_at": typed(now() + timedelta(days=9)), "place": "군청"})

    assert (Assembly.objects.get().demanded_by, Assembly.objects.get().kind) == (2, "extraordinary")


def test_a_member_signs_what_others_began(client, owner, member):
    from socialgoods.cooperative.actions import demand as demands

    row = demands.begin(
        cooperative=owner, member=owner.members.get(number=1), purpose="창고", reason="함께", by=None, at=now()
    )
    assert "수가 찼습니다" in post(client, "demand_sign", row, member=owner.members.get(number=2).pk)


def test_delegates_are_written_down_and_step_down(client, steward):
    owner = made.cooperative(201, code="large")
    Articles.objects.filter(cooperative=owner).update(has_delegates=True)
    Steward.objects.create(cooperative=owner, user=steward, starts_on=clock.today() - timedelta(days=9))
    at, on = reverse("delegates_new", args=["large"]), clock.today()
    names = "\n".join(f"조합원{number:03d}" for number in range(1, 22))
    data = {"members": names, "starts_on": on.isoformat(), "ends_on": on.replace(year=on.year + 2).isoformat()}
    assert "대의원은 21명 이상" in client.post(at, data | {"members": "조합원001"}).content.decode()
    text = client.post(at, data, follow=True).content.decode()
    assert "<b>21명</b>" in text

    row = Delegate.objects.first()
    end = (on + timedelta(days=30)).isoformat()
    client.post(reverse("delegate_end", args=["large", row.pk]), {"on": end})
    assert Delegate.objects.get(pk=row.pk).ends_on.isoformat() == end


def test_the_list_warns_of_a_year_without_an_ordinary_assembly_art_28(client, owner, steward):
    text = client.get(reverse("assemblies", args=["network"])).content.decode()

    assert "정기총회를 아직 열지 않았습니다" in text
    assert "제28조" in text


@pytest.mark.parametrize(
    "name", ["assemblies", "assembly", "assembly_roll", "told", "minutes", "assembly_screen", "delegates", "demand"]
)
def test_a_page_asks_as_often_for_three_rows_as_for_one(client, django_assert_max_num_queries, steward, owner, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from socialgoods.cooperative.actions import demand as demands

    counts = []
    for members in (1, 3):
        code = f"coop-{members}"
        house = made.cooperative(members, code=code)
        Steward.objects.create(cooperative=house, user=steward, starts_on=clock.today() - timedelta(days=9))
        for _ in range(members):
            row = today(house, items=members, here=members)
        demand = demands.begin(
            cooperative=house, member=house.members.first(), purpose="창고", reason="함께", by=None, at=now()
        )
        for each in house.members.all():
            demands.sign(demand=demand, member=each, by=None, at=now())
            Delegate.objects.create(
                cooperative=house, member=each, starts_on=clock.today(), ends_on=clock.today() + timedelta(days=9)
            )
        args = {"assemblies": [code], "delegates": [code], "demand": [code, demand.pk]}.get(name, [code, row.pk])
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name, args=args)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] < 40


def test_a_row_of_another_house_is_not_found(client, owner, steward):
    row = soon(owner)
    other = made.called(made.cooperative(1), at=now(), held_at=now() + timedelta(days=9))

    assert client.get(address("assembly", other)).status_code == 404
    assert client.post(address("told_note", row), {"row": [made.roll(other)[0].pk], "way": "post"}).status_code == 302
    assert not Attendance.objects.filter(tellings__way="post").exists()
