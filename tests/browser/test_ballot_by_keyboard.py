"""Voting without a mouse, and by the rules of axe: ballot, desk, screen in the hall, roll and minutes, at 360 px."""

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE
from cooperative import voting as made
from factories import UserFactory
from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import item as items
from socialgoods.cooperative.models import OpenVote, Steward, Voted
from socialgoods.kernel import clock

pytestmark = pytest.mark.slow


@pytest.fixture
def hall():
    """Six there, on the day of the assembly; a steward runs it."""
    clock.set_today(made.DAY)
    row = made.assembly(6, at=clock.now())
    steward = UserFactory(name="한보라")
    Steward.objects.create(cooperative=row.cooperative, user=steward, starts_on=made.DAY)
    return row, steward


def opened(row, **fields):
    return items.open_vote(item=made.item(row, at=clock.now(), **fields), by=None, at=clock.now())


def tab_to(page, target, most=60):
    """Press Tab until the control has the focus, as somebody without a mouse does; the ring around it is seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            seen = target.evaluate(RING)
            assert seen, f"no ring is seen around {target}"
            return
    raise AssertionError(f"not reached by Tab: {target}")


def enter(page):
    """Until the page that follows is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


RING = """each => [each, each.parentElement, ...(each.closest('label') ? [each.closest('label')] : [])].some(one => {
    const style = getComputedStyle(one); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        || style.boxShadow !== 'none' })"""


def address(row, what="", item=None):
    start = f"/cooperatives/{row.cooperative.code}/assemblies/{row.pk}/"
    return start + (f"items/{item.number}/" if item else "") + what


def button(page, name):
    return page.get_by_role("button", name=name, exact=True).first


@pytest.mark.parametrize("is_secret", [True, False], ids=["secret", "open"])
def test_a_member_votes_with_the_keyboard_alone(open_as, accessible, hall, is_secret):
    row, _steward = hall
    item = opened(row, is_secret=is_secret, title="2018년 사업계획과 예산 승인")
    voter = row.roll.first()
    page = open_as(voter.member.user, PHONE)
    page.goto(address(row, item=item))
    accessible(page)

    tab_to(page, page.get_by_role("link", name="투표하기").first)
    enter(page)
    accessible(page)
    tab_to(page, page.get_by_role("radio", name="찬성"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="반대")).to_be_checked()
    tab_to(page, button(page, "다음: 한 번 더 보기"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("이렇게 투표할까요?")
    accessible(page)
    tab_to(page, button(page, "이대로 투표하기"))
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("투표했습니다")
    accessible(page)
    cast = Voted if is_secret else OpenVote
    assert cast.objects.filter(item=item, voter=voter).count() == 1


def test_choosing_nothing_is_said_where_the_focus_is(open_as, accessible, hall):
    row, _steward = hall
    item = opened(row, is_secret=True, nominees=3, seats=2, title="이사 선출")
    page = open_as(row.roll.first().member.user, PHONE)
    page.goto(address(row, item=item))
    tab_to(page, page.get_by_role("link", name="투표하기").first)
    page.keyboard.press("Enter")
    boxes = page.get_by_role("checkbox")
    for index in range(3):
        tab_to(page, boxes.nth(index))
        page.keyboard.press("Space")
    tab_to(page, button(page, "다음: 한 번 더 보기"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("많아야 2명까지")
    accessible(page)
    tab_to(page, boxes.nth(0))
    page.keyboard.press("Space")
    tab_to(page, button(page, "다음: 한 번 더 보기"))
    page.keyboard.press("Enter")
    tab_to(page, button(page, "이대로 투표하기"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("투표했습니다")


def test_desk_hall_roll_and_minutes_are_worked_without_a_mouse(open_as, accessible, hall):
    row, steward = hall
    item = opened(row, is_secret=True, title="이사장 선출 방법")
    page = open_as(steward, PHONE)

    page.goto(address(row, "desk/", item))
    accessible(page)
    tab_to(page, page.get_by_role("button", name="조합원001 종이로 투표함"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("종이로 투표한 1명")
    accessible(page)
    for what in ("screen/", "roll/", ""):
        page.goto(address(row, what))
        accessible(page)
    page.goto(address(row, "roll/"))
    page.keyboard.type("6")
    enter(page)
    tab_to(page, button(page, "떠남"))
    enter(page)
    expect(page.locator("main")).to_contain_text("떠난")

    items.annul(item=item, reason="시험", by=None, at=clock.now())
    hands = opened(row, title="거수로 정할 안건")
    page.goto(address(row, "desk/", hands))
    accessible(page)
    tab_to(page, page.get_by_label("아래에서 고르지 않은 모두"))
    page.keyboard.press("ArrowDown")
    tab_to(page, button(page, "적기"))
    enter(page)
    items.close_vote(item=hands, by=None, at=clock.now())
    assemblies.close_assembly(assembly=row, by=None, at=clock.now())
    for what in ("minutes/", "minutes/edit/", "minutes/signers/", "minutes/sign/"):
        page.goto(address(row, what))
        accessible(page)


def test_tellers_count_and_anybody_recounts_without_a_mouse(open_as, accessible, hall):
    row, _steward = hall
    tellers = [UserFactory(name="류시온"), UserFactory(name="마루한")]
    item = opened(row, is_secret=True, tellers=tellers, title="예산")
    made.vote(item, row.roll.first(), "yes", at=clock.now())
    made.on_paper(item, row.roll.last(), at=clock.now())
    items.close_vote(item=item, by=None, at=clock.now())
    page = open_as(tellers[0], PHONE)

    page.goto(address(row, "count/", item))
    accessible(page)
    tab_to(page, page.get_by_label("찬성"))
    page.keyboard.type("1")
    tab_to(page, button(page, "종이 투표 적기"))
    enter(page)
    accessible(page)
    tab_to(page, button(page, "이 집계가 맞음을 확인합니다"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("확인하셨습니다")
    page.goto(address(row, "recount/", item))
    accessible(page)


def test_a_teller_without_an_account_confirms_with_the_keyboard_on_the_stewards_device(open_as, accessible, hall):
    row, steward = hall
    item = made.item(row, at=clock.now(), is_secret=True, tellers=False, title="예산")
    page = open_as(steward, PHONE)
    page.goto(address(row, "tellers/", item))
    accessible(page)
    items.appoint_tellers(
        item=item, users=[UserFactory()], on_roll=row.roll.last(), code="감나무 아래", by=steward, at=clock.now()
    )
    items.open_vote(item=item, by=None, at=clock.now())
    made.vote(item, row.roll.first(), "yes", at=clock.now())
    items.close_vote(item=item, by=None, at=clock.now())

    page.goto(address(row, item=item))
    tab_to(page, page.get_by_role("link", name="계정이 없는 검표인의 확인"))
    enter(page)
    accessible(page)
    tab_to(page, page.get_by_label("검표인의 암호말"))
    page.keyboard.type("감나무 아래")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("모두 합친 집계")
    accessible(page)
    tab_to(page, page.get_by_label("검표인의 암호말"))
    page.keyboard.type("감나무 아래")
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_contain_text("검표인이 집계를 확인했습니다")
    assert item.tellers.get(user=None).confirmed_at is not None
