"""A co-operative's end: the resolution, the liquidator, the creditors, what is left, and the last registration."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cooperative.made_year import books
from cooperative.sharing import NOON, founded, member, passed, subscribed
from factories import UserFactory
from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions import ending
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Liquidation, Steward
from socialgoods.cooperative.queries import liquidation as queries
from socialgoods.cooperative.rules import liquidation as rules
from socialgoods.cooperative.rules.ending import Residue
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition

pytestmark = pytest.mark.django_db

HELD = datetime(2018, 2, 20, 5, tzinfo=UTC)
RESOLVED, NAMED, REGISTERED, CALLED, UNTIL = (
    date(2018, 2, 20), date(2018, 2, 21), date(2018, 3, 2), date(2018, 3, 5), date(2018, 5, 5),
)  # fmt: skip
TODAY = date(2018, 9, 3)
AT = datetime(2018, 9, 3, 3, tzinfo=UTC)
COMMON = {"by": None, "at": AT}
ORDER = ["resolution", "liquidator", "registration", "inventory", "notice", "debts", "residue", "report", "end"]


def begun(**more):
    row, _members = founded(members=4, **more)
    return ending.begin(cooperative=row, item=passed(row, "dissolution"), **COMMON)


def until_the_debts(found):
    ending.name_liquidator(liquidation=found, name="이근석", on=NAMED, **COMMON)
    ending.take(liquidation=found, step="registration", on=REGISTERED, **COMMON)
    inventory = passed(found.cooperative, "liquidation", held_at=datetime(2018, 3, 20, 5, tzinfo=UTC))
    ending.take(liquidation=found, step="inventory", on=REGISTERED, item=inventory, **COMMON)
    ending.call_creditors(liquidation=found, on=CALLED, until_on=UNTIL, times=3, **COMMON)


def handed_over(found, residue=None, on=date(2018, 6, 1)):
    residue = residue or Residue("similar", "이웃 사회적협동조합", 400_000)
    return ending.hand_over(liquidation=found, residue=residue, on=on, **COMMON)


def approved(found):
    item = passed(found.cooperative, "liquidation", held_at=datetime(2018, 8, 20, 5, tzinfo=UTC))
    return ending.take(liquidation=found, step="report", on=TODAY, item=item, **COMMON)


def path(found, on=TODAY):
    return rules.path(queries.state_on(found.cooperative, on), queries.figures_on(on))


def test_a_social_cooperative_goes_the_whole_way_to_its_end_art_57_102_and_104():
    found = begun()
    until_the_debts(found)
    handed_over(found)
    approved(found)
    row = ending.finish(liquidation=found, on=date(2018, 8, 30), **COMMON)

    found.refresh_from_db()
    assert (row.state, row.closed_on) == ("dissolved", date(2018, 8, 30))
    assert (found.liquidator, found.heir, found.residue_won) == ("이근석", "similar", 400_000)
    assert [(step.key, step.is_done) for step in path(found)] == [(key, True) for key in ORDER]
    assert Event.objects.filter(name="cooperative.liquidation.step_taken").count() == 7


def test_the_path_is_as_it_stood_on_any_day_and_names_what_is_open_and_until_when_art_58():
    found = begun()
    before = path(found, date(2018, 2, 1))
    until_the_debts(found)

    assert [step.key for step in before if step.is_open] == ["resolution"]
    named = path(found, NAMED)
    assert [step.key for step in named if step.is_open] == ["registration", "inventory", "notice"]
    due = {step.key: step.due_on for step in named}
    assert (due["registration"], due["notice"]) == (date(2018, 3, 6), date(2018, 4, 21))
    debts = next(step for step in path(found, UNTIL) if step.key == "debts")
    assert "2018년 5월 5일" in debts.reasons[0].text
    assert next(step for step in path(found) if step.key == "debts").is_done


def test_it_begins_with_a_resolution_of_its_own_assembly_art_29_1_7():
    row, _members = founded()

    for item in (None, passed(row, "budget"), passed(founded()[0], "dissolution")):
        with pytest.raises(NotLawful, match="제29조"):
            ending.begin(cooperative=row, item=item, **COMMON)
    item = passed(row, "dissolution")
    assert ending.begin(cooperative=row, item=item, **COMMON) == ending.begin(cooperative=row, item=item, **COMMON)
    with pytest.raises(IllegalTransition):
        ending.begin(cooperative=row, item=passed(row, "dissolution"), **COMMON)


def test_while_it_is_wound_up_nobody_joins_or_subscribes_and_assemblies_are_held_art_57_and_102():
    found = begun()
    row = found.cooperative

    with pytest.raises(NotLawful, match="제21조"):
        member(row, "새로", on=TODAY)
    with pytest.raises(NotLawful, match="제102조"):
        subscribed(row.members.first(), 1, on=TODAY)
    assert assemblies.draft(
        cooperative=row, kind="extraordinary", held_at=AT, place="회관", by=None, at=AT
    ).pk  # the inventory is approved there


def test_steps_are_taken_after_what_they_need_and_once_art_58_and_103():
    found = begun()

    with pytest.raises(NotLawful, match="청산인"):
        ending.call_creditors(liquidation=found, on=CALLED, until_on=UNTIL, times=3, **COMMON)
    with pytest.raises(NotLawful, match="제58조"):
        ending.name_liquidator(liquidation=found, name=" ", on=NAMED, **COMMON)
    for wrong in (date(2018, 2, 1), date(2030, 1, 1)):
        with pytest.raises(NotLawful, match="제103조"):
            ending.name_liquidator(liquidation=found, name="이근석", on=wrong, **COMMON)
    until_the_debts(found)
    with pytest.raises(NotLawful, match="이미 마친"):
        ending.take(liquidation=found, step="registration", on=REGISTERED, **COMMON)
    with pytest.raises(NotLawful, match="먼저 마쳐"):
        ending.finish(liquidation=found, on=TODAY, **COMMON)


def test_inventory_and_report_are_approved_by_two_resolutions_art_58():
    found = begun()
    ending.name_liquidator(liquidation=found, name="이근석", on=NAMED, **COMMON)
    item = passed(found.cooperative, "liquidation")
    for wrong in (None, passed(found.cooperative, "budget"), passed(founded()[0], "liquidation")):
        with pytest.raises(NotLawful):
            ending.take(liquidation=found, step="inventory", on=TODAY, item=wrong, **COMMON)
    with pytest.raises(NotLawful, match="앞의 걸음"):
        ending.take(liquidation=found, step="inventory", on=TODAY, item=item, **COMMON)
    item.assembly.held_at = datetime(2018, 3, 20, 5, tzinfo=UTC)
    item.assembly.save()
    ending.take(liquidation=found, step="inventory", on=TODAY, item=item, **COMMON)

    with pytest.raises(NotLawful, match="따로 승인"):
        ending.take(liquidation=found, step="report", on=TODAY, item=item, **COMMON)


@pytest.mark.parametrize(("until_on", "times"), [(None, 3), (date(2018, 5, 4), 3), (UNTIL, 2)])
def test_creditors_are_called_three_times_and_have_two_months_civil_act_88(until_on, times):
    found = begun()
    ending.name_liquidator(liquidation=found, name="이근석", on=NAMED, **COMMON)

    with pytest.raises(NotLawful, match="민법 제88조"):
        ending.call_creditors(liquidation=found, on=CALLED, until_on=until_on, times=times, **COMMON)


def test_nothing_is_handed_over_before_the_creditors_were_heard_and_the_books_owe_nobody_art_59_and_104():
    found = begun()
    until_the_debts(found)
    books(found.cooperative, "@bank", "@refunds_due", 70_000, day=date(2018, 5, 2))

    with pytest.raises(NotLawful, match="7만 원 남았습니다"):
        handed_over(found)
    books(found.cooperative, "@refunds_due", "@bank", 70_000, day=date(2018, 5, 20))
    with pytest.raises(NotLawful, match="제104조"):
        handed_over(found, Residue("members", "조합원", 400_000))
    with pytest.raises(NotLawful, match="앞의 걸음"):
        handed_over(found, on=UNTIL)
    assert handed_over(found).done_on == date(2018, 6, 1)


def test_a_general_cooperative_leaves_what_is_left_as_its_articles_say_art_59():
    found = begun(kind="general", name="완주 협동조합")
    until_the_debts(found)

    handed_over(found, Residue("members", "조합원", 400_000))

    found.refresh_from_db()
    assert (found.heir, found.heir_name) == ("members", "조합원")
    assert next(step for step in path(found) if step.key == "residue").article == "협동조합기본법 제59조"


def test_the_database_keeps_one_winding_up_each_step_once_and_no_residue_without_an_heir():
    found = begun()
    ending.name_liquidator(liquidation=found, name="이근석", on=NAMED, **COMMON)
    step = found.steps.get()
    wrong = (
        lambda: Liquidation.objects.create(cooperative=found.cooperative, item=found.item, began_on=RESOLVED),
        lambda: found.steps.create(step="liquidator", done_on=NAMED, at=NOON),
        lambda: found.steps.create(step="notice", done_on=NAMED, until_on=RESOLVED, at=NOON),
        lambda: Liquidation.objects.update(residue_won=10),
        lambda: Liquidation.objects.update(residue_won=-1),
    )
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()
    assert step.note == "이근석"


def test_the_way_to_the_end_is_gone_on_the_pages(client):
    """§57, §102, §104."""
    row, _members = founded(members=4)
    steward = UserFactory()
    Steward.objects.create(cooperative=row, user=steward, starts_on=date(2018, 1, 5))
    client.force_login(steward)
    clock.set_today(TODAY)

    def shown(name="liquidation", *args):
        return client.get(reverse(name, args=[row.code, *args])).content.decode()

    def sent(step, **data):
        name, args = ("dissolve", [row.code]) if step == "dissolve" else ("liquidation_step", [row.code, step])
        return client.post(reverse(name, args=args), data, follow=True).content.decode()

    assert "해산 의결 적기" in shown()
    assert client.get(reverse("liquidation_step", args=[row.code, "liquidator"])).status_code == 404
    sent("dissolve", item=passed(row, "dissolution").pk)
    assert "<b>청산인</b>" in shown()
    sent("liquidator", name="이근석", on=NAMED)
    assert client.get(reverse("liquidation_step", args=[row.code, "debts"])).status_code == 404
    sent("registration", on=REGISTERED, note="전주지방법원")
    sent("inventory", item=passed(row, "liquidation", held_at=datetime(2018, 3, 20, 5, tzinfo=UTC)).pk)
    refused = sent("notice", on=CALLED, until_on=CALLED, times=3)
    sent("notice", on=CALLED, until_on=UNTIL, times=3, note="누리집")
    sent("residue", on="2018-06-01", won="40만 원", heir="nonprofit", name="이웃 재단")
    sent("report", item=passed(row, "liquidation", held_at=datetime(2018, 8, 20, 5, tzinfo=UTC)).pk)
    sent("end", on="2018-08-30")

    row.refresh_from_db()
    assert "민법 제88조" in refused
    assert row.state == "dissolved"
    page = shown()
    assert all(words in page for words in ("아홉 걸음을 모두 마쳐", "이웃 재단", "이근석", "확인하지 못했으니"))
    assert "해산·청산" in shown("cooperative")
