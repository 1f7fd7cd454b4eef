"""The minutes: written from what happened, signed by the chair and those elected for it, fixed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cooperative import founding
from cooperative import meeting as made
from factories import UserFactory
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.actions import minutes, presence, vote
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Assembly, Delegate, MinutesSignature
from socialgoods.cooperative.rules.minutes import digest
from socialgoods.kernel.models import Event

pytestmark = pytest.mark.django_db
AT = made.HELD + timedelta(hours=3)


def sign(row, signer=None, **more):
    return minutes.sign(assembly=row, signer=signer, **{"on_paper": True, "by": None, "at": AT} | more)


def signers(row):
    return list(row.roll.filter(signs=True).order_by("number"))


def test_they_say_who_was_there_by_which_way_what_was_decided_and_by_which_article():
    row = made.opened(here=6)
    roll = made.roll(row)
    presence.give_proxy(attendance=roll[7], kind="member", holder=roll[1], is_written=True, by=None, at=made.HELD)
    presence.give_proxy(attendance=roll[8], kind="family", name="박서준", is_written=True, by=None, at=made.HELD)
    item = items.open_vote(item=row.items.get(), by=None, at=made.HELD + timedelta(minutes=2))
    for index, each in enumerate(roll[:6]):
        choice = "yes" if index else "no"
        vote.cast(item=item, voter=each, choice=choice, key=str(index), by=None, at=made.HELD + timedelta(minutes=5))
    items.close_vote(item=item, by=None, at=made.HELD + timedelta(minutes=9))
    presence.leave(attendance=roll[5], by=None, at=made.HELD + timedelta(minutes=10))
    minutes.elect_signers(assembly=row, signers=roll[1:4], by=None, at=made.HELD + timedelta(minutes=11))
    text = made.assemblies.close_assembly(assembly=row, by=None, at=made.HELD + timedelta(minutes=20)).minutes

    for said in (
        "2018년 정기총회", "2018년 3월 20일(화) 14:00", "마을회관", "의장: 조합원001", "조합원 10명 가운데 8명이 참석", "과반수는 6명",
        "직접 참석 6: 조합원001,", "대리인 2: 조합원008(대리인: 조합원 조합원002), 조합원009(대리인: 가족 박서준)",
        "마치기 전에 떠난 사람: 조합원006(14:10)", "제1호 안건: 안건 1", "찬성 5, 반대 1, 기권 0, 무효 0",
        "가결되었습니다 (협동조합기본법 제29조제2항)", "서명할 조합원을 뽑았습니다: 조합원002, 조합원003, 조합원004",
        "14:20에 총회를 마쳤습니다",
    ):  # fmt: skip
        assert said in text


def test_what_was_not_dealt_with_and_what_was_only_heard_stands_there_too():
    row = made.drafted(items=1)
    made.assemblies.add_item(assembly=row, title="사업보고", kind="report", by=None, at=made.DRAFTED)
    row = made.assemblies.call(assembly=row, by=None, at=made.DRAFTED)
    row = made.assemblies.open_assembly(assembly=row, chair_name="밖에서 온 의장", by=None, at=made.HELD)
    row = made.assemblies.close_assembly(assembly=row, by=None, at=AT)

    assert "다루지 않았습니다." in row.minutes
    assert "보고를 들었습니다." in row.minutes
    assert (row.chair, "의장: 밖에서 온 의장" in row.minutes) == (None, True)


def test_they_are_edited_until_somebody_has_signed_and_after_all_signatures_are_taken_back():
    row = made.closed()
    minutes.edit(assembly=row, text="고친 글\r\n둘째 줄 ", by=None, at=AT)
    assert Assembly.objects.get(pk=row.pk).minutes == "고친 글\n둘째 줄"
    sign(row, row.chair)

    for act in (minutes.edit, minutes.draft_again):
        more = {"text": "다른 글"} if act is minutes.edit else {}
        with pytest.raises(NotLawful, match="제30조"):
            act(assembly=row, by=None, at=AT, **more)
    minutes.take_back_signatures(assembly=row, reason="틀린 숫자", by=None, at=AT)
    assert "안건 1" in minutes.draft_again(assembly=row, by=None, at=AT).minutes


def test_a_draft_that_nobody_edited_follows_who_is_elected_to_sign():
    row = made.closed(signers=0)
    minutes.elect_signers(assembly=row, signers=made.roll(row)[1:4], by=None, at=AT)

    assert "조합원002, 조합원003, 조합원004" in Assembly.objects.get(pk=row.pk).minutes
    minutes.edit(assembly=row, text="손으로 쓴 글", by=None, at=AT)
    minutes.elect_signers(assembly=row, signers=made.roll(row)[2:5], by=None, at=AT)
    assert Assembly.objects.get(pk=row.pk).minutes == "손으로 쓴 글"


def test_chair_and_three_sign_what_is_written_and_the_last_fixes_it_art_30():
    row = made.closed()
    user = UserFactory()
    sign(row, row.chair, on_paper=False, user=user)
    for each in signers(row)[:2]:
        sign(row, each)
    assert Assembly.objects.get(pk=row.pk).state == "closed"
    sign(row, signers(row)[2])

    row = Assembly.objects.get(pk=row.pk)
    assert row.state == "signed"
    assert set(row.signatures.values_list("sha256", flat=True)) == {digest(row.minutes)}
    assert list(row.signatures.values_list("name", "is_chair", "user", "on_paper")) == [
        ("조합원001", True, user.pk, False), ("조합원002", False, None, True), ("조합원003", False, None, True),
        ("조합원004", False, None, True),
    ]  # fmt: skip
    assert Event.objects.get(name="cooperative.assembly.signed").data == {"sha256": digest(row.minutes)}


def test_with_five_elected_the_chair_need_not_wait_for_the_last_art_30():
    row = made.closed(signers=5)
    sign(row, row.chair)
    for each in signers(row)[:2]:
        sign(row, each)
    with pytest.raises(NotLawful, match="제30조"):
        minutes.finish(assembly=row, by=None, at=AT)
    sign(row, signers(row)[2])

    assert Assembly.objects.get(pk=row.pk).state == "closed"
    assert minutes.finish(assembly=row, by=None, at=AT).state == "signed"


def test_nobody_signs_who_was_not_elected_for_it_nor_twice_art_30():
    row = made.closed()

    with pytest.raises(NotLawful, match="제30조"):
        sign(row, made.roll(row)[5])
    with pytest.raises(NotLawful, match="제30조"):
        sign(row, name="모르는 사람")
    sign(row, signers(row)[0])
    with pytest.raises(NotLawful, match="이미 서명"):
        sign(row, signers(row)[0])
    sign(row, row.chair)
    with pytest.raises(NotLawful, match="이미 서명"):
        sign(row, is_chair=True)


def test_nor_before_the_close_nor_one_of_another_assembly():
    row, other = made.opened(here=6), made.closed()

    with pytest.raises(NotLawful, match="마친 뒤"):
        sign(row, row.chair)
    with pytest.raises(NotLawful, match="제30조"):
        sign(other, made.roll(made.closed())[1])


def test_two_of_one_name_are_two_who_sign():
    owner = made.cooperative(7)
    owner.members.filter(number__in=[2, 3]).update(name="김영희")
    row = made.closed(owner)
    sign(row, row.chair)
    for name in ("김영희", "김영희", "조합원004"):
        sign(row, name=name)

    assert Assembly.objects.get(pk=row.pk).state == "signed"


def test_only_those_who_came_in_person_are_elected_and_not_the_chair_art_30():
    row = made.opened(here=4)
    roll = made.roll(row)
    presence.give_proxy(attendance=roll[5], kind="family", name="박서준", is_written=True, by=None, at=made.HELD)

    for chosen in (roll[:3], [*roll[1:3], roll[5]], [*roll[1:3], roll[8]], [roll[1], roll[1], roll[2]]):
        with pytest.raises(NotLawful, match="제30조"):
            minutes.elect_signers(assembly=row, signers=chosen, by=None, at=made.HELD)
    minutes.elect_signers(assembly=row, signers=roll[1:4], by=None, at=made.HELD)


def test_once_signing_has_begun_nobody_else_is_elected():
    row = made.closed()
    sign(row, row.chair)

    with pytest.raises(NotLawful):
        minutes.elect_signers(assembly=row, signers=made.roll(row)[2:5], by=None, at=AT)


def test_minutes_of_a_founding_speak_of_those_who_consented_decree_17():
    owner = founding.begun()
    founding.consented(owner)
    row = founding.held(founding.called(owner))

    assert "설립동의자 10명 가운데 8명이 참석했습니다. 과반수는 6명입니다(협동조합기본법 제85조제2항)." in row.minutes
    assert "가결되었습니다 (협동조합기본법 제85조제2항)." in row.minutes
    assert "뽑힌 사람: 조합원 0" in row.minutes
    with pytest.raises(NotLawful, match="시행령 제17조"):
        minutes.sign(assembly=row, name="조합원 5", on_paper=True, by=None, at=AT)


def test_signatures_are_not_taken_back_any_more_once_all_have_signed():
    with pytest.raises(NotLawful):
        minutes.take_back_signatures(assembly=made.signed(), reason="", by=None, at=AT)


def test_a_signature_is_there_once_and_there_is_one_chair():
    row = made.closed()
    sign(row, row.chair)
    sign(row, signers(row)[0])

    for fields in ({"signer": signers(row)[0]}, {"is_chair": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MinutesSignature.objects.create(assembly=row, name="또", sha256="0" * 64, at=AT, **fields)


def test_a_delegate_begins_once_a_day_and_ends_after_the_beginning():
    owner = made.cooperative(1)
    facts = {"cooperative": owner, "member": owner.members.get(), "starts_on": made.CALLED_ON}
    Delegate.objects.create(**facts, ends_on=made.CALLED_ON.replace(year=2020))

    for ends_on in (made.CALLED_ON.replace(year=2021), made.CALLED_ON):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegate.objects.create(**facts, ends_on=ends_on)
