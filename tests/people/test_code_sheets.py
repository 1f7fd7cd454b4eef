import re

import pytest
from django.urls import reverse

from factories import UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people import queries, sheet_document, sms, text
from socialgoods.people.actions import code_sheets
from socialgoods.people.models import Role, SheetCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(resident, helper, now):
    sheet, codes = code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)
    return sheet, codes


def begin(client, username, next_url=""):
    return client.post(reverse("code_login"), {"username": username, "next": next_url})


def answer(client, code):
    return client.post(reverse("code_login_confirm"), {"code": code})


def who(client):
    return client.session.get("_auth_user_id")


def test_a_sheet_has_twenty_codes_of_which_none_is_stored(issued):
    sheet, codes = issued

    assert len(set(codes)) == 20
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    assert not set(codes) & set(sheet.codes.values_list("code_hash", flat=True))


def test_a_new_sheet_ends_the_one_before(issued, resident, helper, now):
    old, old_codes = issued

    new, _ = code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)

    old.refresh_from_db()
    assert (old.ended_at, queries.sheet_in_use(resident)) == (now, new)
    with pytest.raises(code_sheets.CodeRefused):
        code_sheets.use_code(user=resident, code=old_codes[0], by=resident, at=now)


def test_codes_are_asked_one_after_the_other_and_each_is_good_once(issued, resident, now):
    _, codes = issued

    code_sheets.use_code(user=resident, code=f" {codes[0][:4]} {codes[0][4:]} ", by=resident, at=now)

    assert queries.asked_code(resident).position == 2
    for wrong in (codes[0], codes[2], "", "12345678"):
        with pytest.raises(code_sheets.CodeRefused) as refusal:
            code_sheets.use_code(user=resident, code=wrong, by=resident, at=now)
        assert str(refusal.value) == text.CODE_WRONG
    assert SheetCode.objects.exclude(used_at=None).count() == 1


def test_of_two_who_send_one_code_the_slower_is_refused(issued, resident, now, monkeypatch):
    _, codes = issued
    asked = queries.asked_code(resident)
    monkeypatch.setattr(code_sheets.queries, "asked_code", lambda user: asked)
    code_sheets.use_code(user=resident, code=codes[0], by=resident, at=now)

    with pytest.raises(code_sheets.CodeRefused):
        code_sheets.use_code(user=resident, code=codes[0], by=resident, at=now)


def test_a_person_logs_in_with_the_asked_code_and_lands_where_the_link_led(client, issued, resident):
    _, codes = issued

    assert begin(client, resident.username, next_url="/people/me/")["Location"] == reverse("code_login_confirm")
    assert "1번" in client.get(reverse("code_login_confirm")).content.decode()
    response = answer(client, codes[0])

    assert response["Location"] == "/people/me/"
    assert who(client) == str(resident.pk)
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["code_sheet"]
    assert client.session.get_expire_at_browser_close()
    assert Event.objects.filter(name="people.code_sheet.code_used", by=resident).count() == 1


def test_a_foreign_address_is_not_where_a_log_in_leads(client, issued, resident):
    begin(client, resident.username, next_url="https://example.org/")

    assert answer(client, issued[1][0])["Location"] == reverse("desk")


def test_who_has_no_sheet_or_is_nobody_is_asked_just_the_same(client, resident):
    pages = []
    for username in (resident.username, "nobody"):
        begin(client, username)
        page = client.get(reverse("code_login_confirm")).content.decode()
        pages.append(re.search(r"<b>(\d)번</b>", page).group(1))
        assert str(text.CODE_WRONG) in answer(client, "12345678").content.decode()

    assert all(position in "12345" for position in pages)
    assert who(client) is None


def test_wrong_codes_are_slowed_and_then_even_the_right_one_waits(client, issued, resident):
    _, codes = issued
    begin(client, resident.username)
    answers = [answer(client, "00000000").status_code for _ in range(5)]

    response = answer(client, codes[0])

    assert answers == [200] * 5
    assert response.status_code == 429
    assert str(text.TOO_MANY_TRIES) in response.content.decode()
    assert who(client) is None


def test_another_address_does_not_help_against_one_name(client, issued, resident):
    begin(client, resident.username)
    for number in range(5):
        client.post(reverse("code_login_confirm"), {"code": "00000000"}, REMOTE_ADDR=f"10.0.0.{number}")

    response = client.post(reverse("code_login_confirm"), {"code": issued[1][0]}, REMOTE_ADDR="10.0.1.1")

    assert response.status_code == 429


def test_who_has_set_up_a_second_step_is_asked_for_it(client, issued, resident):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(resident, generate_totp_secret())
    begin(client, resident.username)

    response = answer(client, issued[1][0])

    assert response["Location"] == reverse("mfa_authenticate")
    assert who(client) is None


def test_a_helper_issues_a_sheet_prints_it_and_the_codes_are_gone(log_in, helper, resident, monkeypatch):
    client = log_in(helper)
    page = reverse("code_sheet", args=[resident.pk])

    assert client.post(page, {}).status_code == 200
    assert queries.sheet_in_use(resident) is None
    response = client.post(page, {"saw_card": "on"}, follow=True)

    printed = re.findall(r"<b>(\d{4} \d{4})</b>", response.content.decode())
    assert len(printed) == 20
    code_sheets.use_code(user=resident, code=printed[0], by=resident, at=clock.now())
    pdf = client.get(reverse("code_sheet_pdf", args=[resident.pk]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    later = clock.now() + code_sheets_gone()
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(reverse("code_sheet_print", args=[resident.pk]))["Location"] == page


def code_sheets_gone():
    from datetime import timedelta

    from socialgoods.people.views.code_sheets import PRINTABLE_FOR_SECONDS

    return timedelta(seconds=PRINTABLE_FOR_SECONDS + 1)


def test_a_sheet_of_one_person_is_not_printed_for_another(log_in, helper, resident):
    client = log_in(helper)
    client.post(reverse("code_sheet", args=[resident.pk]), {"saw_card": "on"})
    other = UserFactory()

    assert client.get(reverse("code_sheet_print", args=[other.pk]))["Location"] == reverse(
        "code_sheet", args=[other.pk]
    )


@pytest.mark.slow
def test_the_pdf_is_set_in_a_font_that_has_hangul(issued):
    sheet, codes = issued

    pdf = sheet_document.pdf(sheet, codes, address="https://example.kr/people/code/")

    assert b"PretendardGOV-Bold" in pdf
    assert b"PretendardGOV-Regular" in pdf
    assert b"Libertinus" not in pdf
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page/") + pdf.count(b"/Type /Page ") <= 1


def test_the_person_is_told_of_a_new_sheet(resident, helper, now, django_capture_on_commit_callbacks):
    resident.put_phone("010-1234-5678", verified=True)
    resident.save()

    with django_capture_on_commit_callbacks(execute=True):
        code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)

    assert [message.to for message in sms.outbox] == ["010-1234-5678"]


def test_a_sheet_is_issued_even_where_no_message_leaves(
    resident, helper, now, settings, django_capture_on_commit_callbacks
):
    settings.SMS_WAY = "none"
    resident.put_phone("010-1234-5678", verified=True)
    resident.save()

    with django_capture_on_commit_callbacks(execute=True):
        code_sheets.issue_sheet(user=resident, checked_by="id_card", by=helper, at=now)

    assert queries.sheet_in_use(resident) is not None


def test_a_helper_opens_no_account_that_has_county_rights(log_in, helper):
    officer = user_as(Role.OFFICER)

    assert log_in(helper).get(reverse("code_sheet", args=[officer.pk])).status_code == 403
