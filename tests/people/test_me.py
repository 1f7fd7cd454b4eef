import csv
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from factories import DistrictFactory, RoleAssignmentFactory, UserFactory, user_as
from socialgoods.kernel import events
from socialgoods.kernel.models import Event
from socialgoods.people import known, queries, text
from socialgoods.people.actions import accounts, assistance, code_sheets
from socialgoods.people.models import Role, User

pytestmark = pytest.mark.django_db

PASSWORD = "example-2018-pass"


def section(user, key, **options):
    return next(part for part in known.what_is_known(user, **options) if part.key == key)


def test_what_is_stored_about_a_person_is_told_whole(resident, helper, coordinator, now, today):
    resident.put_phone("010-1234-5678", verified=True)
    resident.district = DistrictFactory(name="삼례읍")
    resident.save()
    sheet, _ = code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)
    row = assistance.start_assistance(
        person=resident, way="visit", checked_by="id_card", reason="보고", by=helper, at=now
    )
    role = RoleAssignmentFactory(user=resident, role=Role.PARTNER, assigned_by=coordinator)
    events.record("people.person.viewed", resident, by=coordinator, at=now)

    told = {part.key: [list(map(known.written, r)) for r in part.rows] for part in known.what_is_known(resident)}

    at = known.written(now)
    assert told["account"][:5] == [
        ["이름", "강나래"],
        ["아이디", "narae"],
        ["이메일", ""],
        ["휴대전화", "010-1234-5678 (확인됨)"],
        ["사는 곳", "삼례읍"],
    ]
    assert told["log_in"][1] == ["코드표", f"{sheet.serial}, 조은솔 님이 내드림", at, ""]
    assert told["roles"] == [["협력 기관", "", known.written(role.starts_on), "", "한결"]]
    assert told["assistance"] == [[at, "", "조은솔", "찾아가서", "신분증", row.reason]]
    assert told["looks"] == [
        [at, "한결", "정보를 봄"],
        [at, "조은솔", "돕기를 시작함"],
        [at, "조은솔", "코드표를 내줌"],
    ]


def test_what_a_helper_did_in_my_name_counts_as_somebody_elses_look(resident, helper, now):
    events.record("people.profile.changed", resident, by=resident, at=now)
    with events.helped_by(helper):
        events.record("people.profile.changed", resident, by=resident, at=now)

    assert [row[1] for row in section(resident, "looks").rows] == [helper]
    assert [row[2] for row in section(resident, "deeds").rows] == [helper, None]


def test_long_lists_show_their_newest_and_say_how_many_are_left_out(resident, helper, now):
    for hours in range(5):
        events.record("people.person.viewed", resident, by=helper, at=now + timedelta(hours=hours))

    short, whole = section(resident, "looks", at_most=3), section(resident, "looks")

    assert ([row[0] for row in short.rows], short.more) == ([now + timedelta(hours=h) for h in (4, 3, 2)], 2)
    assert (len(whole.rows), whole.more) == (5, 0)


def test_rooms_above_bring_their_own_words(resident, helper, now):
    events.record("registry.thing.seen", resident, by=helper, at=now)

    assert section(resident, "looks", labels={"registry.thing.seen": "그것을 봄"}).rows[0][2] == "그것을 봄"


def test_every_event_of_the_room_has_words():
    from pathlib import Path

    from socialgoods import people
    from socialgoods.people.event_words import EVENT_WORDS

    source = "".join(path.read_text() for path in Path(people.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r'record\(\s*f?"(people\.[a-z_.]+)"', source))
    recorded |= {"people.department.added", "people.department.changed"}

    assert recorded == set(EVENT_WORDS)


def test_a_person_changes_what_is_their_own_and_the_page_follows_in_their_language(log_in, resident):
    district = DistrictFactory(name="봉동읍")
    client = log_in(resident)

    response = client.post(reverse("me"), {"name": "강나래", "district": district.pk, "language": "en"})

    changed = User.objects.get(pk=resident.pk)
    assert (changed.district, changed.language) == (district, "en")
    assert response.cookies["django_language"].value == "en"
    assert Event.objects.get(name="people.profile.changed").data == {"fields": ["district", "language"]}


def test_saving_what_is_already_so_leaves_no_event(log_in, resident):
    log_in(resident).post(reverse("me"), {"name": resident.name, "district": "", "language": "ko"})

    assert not Event.objects.exists()


def test_everything_can_be_taken_home(log_in, resident, helper, now):
    resident.name = "=HYPERLINK(1)"
    resident.save()
    code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)

    response = log_in(resident).post(reverse("me_export"))

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    keys = [part.key for part in known.what_is_known(resident)]
    assert archive.namelist()[: 2 + len(keys)] == ["index.html", "data.json", *[f"{key}.csv" for key in keys]]
    data = json.loads(archive.read("data.json"))
    assert data["sections"][0]["rows"][0] == {"항목": "이름", "내용": "=HYPERLINK(1)"}
    rows = list(csv.reader(io.StringIO(archive.read("account.csv").decode("utf-8-sig"))))
    assert rows[0] == ["항목", "내용"]
    assert not rows[1][1].startswith("=")
    assert "조은솔" in archive.read("index.html").decode()
    assert Event.objects.filter(name="people.account.exported", by=resident).count() == 1


def test_taking_home_is_a_deed_not_a_look(log_in, resident):
    assert log_in(resident).get(reverse("me_export")).status_code == 405


def close(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.post(reverse("me_close"), {"sure": "on"})


def test_a_closed_account_keeps_nothing_that_may_go(log_in, resident, helper, now):
    resident.put_phone("010-1234-5678", verified=True)
    resident.email, resident.district = "narae@example.kr", DistrictFactory()
    resident.save()
    EmailAddress.objects.create(user=resident, email=resident.email, primary=True)
    code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)
    client = log_in(resident)

    close(client)

    gone = User.objects.get(pk=resident.pk)
    assert (gone.name, gone.username, gone.email, gone.phone, gone.phone_index, gone.district, gone.is_active) == (
        str(text.CLOSED_NAME),
        f"closed-{resident.pk}",
        "",
        "",
        "",
        None,
        False,
    )
    assert not gone.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert queries.sheet_in_use(gone) is None
    assert "_auth_user_id" not in client.session
    assert Event.objects.filter(name="people.account.closed").count() == 1
    assert queries.find_at_counter("강나래") == []


def test_closing_asks_for_the_password_first(log_in, resident):
    client = log_in(resident)

    assert client.get(reverse("me_close"))["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=resident.pk).is_active


def test_who_still_holds_a_role_hands_it_over_before_closing(log_in):
    officer = user_as(Role.OFFICER)

    response = close(log_in(officer))

    assert str(text.CLOSE_HOLDS_ROLES) in response.content.decode()
    assert User.objects.get(pk=officer.pk).is_active


def test_who_held_a_role_keeps_the_name_under_which_it_was_done(today, now):
    former = UserFactory(name="오세찬")
    RoleAssignmentFactory(user=former, role=Role.AUDITOR, ends_on=today)

    accounts.close_account(user=former, by=former, at=now)

    assert User.objects.get(pk=former.pk).name == "오세찬"


def test_the_page_asks_the_same_number_of_times_however_much_happened(
    log_in, resident, helper, now, django_assert_max_num_queries
):
    client = log_in(resident)
    client.get(reverse("me"))
    with django_assert_max_num_queries(40) as first:
        client.get(reverse("me"))
    for _ in range(3):
        events.record("people.person.viewed", resident, by=UserFactory(), at=now)
        RoleAssignmentFactory(user=resident, role=Role.AUDITOR, ends_on=now.date())
        assistance.start_assistance(
            person=resident, way="visit", checked_by="id_card", reason="보고", by=UserFactory(), at=now
        )

    with django_assert_max_num_queries(40) as later:
        client.get(reverse("me"))

    assert len(later) <= len(first)
