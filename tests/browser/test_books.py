"""The books in a real browser: nothing serious by axe, nothing wider than a phone; an entry in plain words and one with both sides."""

import pytest
from django.urls import reverse

from browser.conftest import PHONE
from ledger.made import draft, posted
from ledger.world import NOON, RECEIPT, filled, kept
from socialgoods.ledger.actions.attachment import attach
from socialgoods.ledger.models import Budget, Entry

PAGES = [
    ("books",), ("entries",), ("accounts",), ("account", "1030"), ("account_new",), ("trial_balance",), ("income_statement",),
    ("balance_sheet",), ("budget_actual",), ("budget_edit", 2018), ("close_period",), ("keepers",), ("entry", 2), ("entry_reverse", 2),
    ("entry_new",), ("entry_new_full",), ("opening",),
]  # fmt: skip


@pytest.fixture
def books(db):
    entity, keeper = kept()
    attach(entry=filled(entity)[1], file=RECEIPT, by=keeper, at=NOON)
    posted(entity, draft(9_000, debit="@rent", credit="@cash", key="minus"))
    Budget.objects.create(
        entity=entity, year=2018, programme="체험", account=entity.accounts.get(code="5110"), amount=50_000
    )
    return entity, keeper


@pytest.mark.slow
def test_every_page_of_the_books_can_be_read_on_a_phone_and_on_a_desk(open_as, books, screen, accessible):
    entity, keeper = books
    page, wrong = open_as(keeper, screen), []
    for name, *args in PAGES:
        answer = page.goto(reverse(name, args=[entity.code, *args]))
        try:
            accessible(page)
        except AssertionError as problem:
            wrong.append(f"{name}: {problem}")
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
    page.goto(reverse("ledger"))
    accessible(page)

    assert wrong == []


@pytest.mark.slow
def test_money_is_shown_in_words_and_both_sides_are_added_up_as_they_are_typed(open_as, books):
    entity, keeper = books
    page = open_as(keeper, PHONE)
    page.goto(reverse("entry_new", args=[entity.code]))
    page.get_by_label("금액").fill("1234000")
    assert page.get_by_text("123만 4,000원").is_visible()
    page.get_by_label("무엇에 썼나요").select_option(label="임차료")
    page.get_by_label("내용(적요)").fill("9월 가게 세")
    page.get_by_role("button", name="적기", exact=True).click()
    page.get_by_role("heading", name="9월 가게 세").wait_for()

    page.goto(reverse("entry_new_full", args=[entity.code]))
    page.locator("#id_leg-0-debit").fill("30000")
    page.locator("#id_leg-1-credit").fill("20,000")
    assert "10,000" in page.locator("[data-left]").inner_text()
    page.locator("#id_leg-1-credit").fill("30,000")
    assert page.get_by_text("차변과 대변이 같습니다.").is_visible()
    page.locator("#id_leg-0-account").select_option("5310")
    page.locator("#id_leg-1-account").select_option("1030")
    page.get_by_label("내용(적요)").fill("두 줄")
    page.get_by_role("button", name="적기", exact=True).click()
    page.get_by_role("heading", name="두 줄").wait_for()

    assert Entry.objects.filter(text__in=["9월 가게 세", "두 줄"]).count() == 2


@pytest.mark.slow
def test_lines_are_added_and_the_entry_written_without_a_script(open_as, books):
    entity, keeper = books
    page = open_as(keeper, PHONE, scripts=False)
    page.goto(reverse("entry_new_full", args=[entity.code]))
    page.locator("#id_text").fill("여러 줄")
    page.get_by_role("button", name="줄 더하기").click()
    for number, account, side, amount in (
        (0, "5110", "debit", "90"),
        (6, "2540", "credit", "10"),
        (7, "1030", "credit", "80"),
    ):
        page.locator(f"#id_leg-{number}-account").select_option(account)
        page.locator(f"#id_leg-{number}-{side}").fill(amount)
    page.get_by_role("button", name="적기", exact=True).click()
    page.get_by_role("heading", name="여러 줄").wait_for()

    assert Entry.objects.get(text="여러 줄").postings.count() == 3
