"""What changed in the court's register, and until when it is registered (§64, §110)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, add_months


@dataclass(frozen=True)
class Change:
    key: str
    """`officers:2019-02-22`, `articles:2019-03-01`, `shares:2018`."""
    title: str
    changed_on: date
    due_on: date
    """The last day."""
    article: str
    registered_on: date | None = None

    @property
    def is_late(self) -> bool:
        return self.registered_on is not None and self.registered_on > self.due_on


def due_after_change(changed_on: date, days: int) -> date:
    return changed_on + timedelta(days=days)


def due_after_year(year: FiscalYear, months: int) -> date:
    """Within three months after the year's end: its last day counts."""
    return add_months(year.ends_on, months) - timedelta(days=1)


def article(paragraph: int, *, is_social: bool) -> str:
    return f"{act(110)}, {act(64, paragraph)}" if is_social else act(64, paragraph)


def reminders(changes: list[Change], *, on: date) -> list[Reason]:
    found = []
    for row in changes:
        if row.registered_on is not None:
            continue
        if on > row.due_on:
            text = _(
                "%(title)s의 변경등기가 늦었습니다. %(due)s까지 해야 했습니다. 곧바로 등기하고 등기한 날을 적어 주세요."
            )
        else:
            text = _("%(title)s을 %(due)s까지 변경등기하고 등기한 날을 적어 주세요.")
        found.append(Reason(text % {"title": row.title, "due": seoul_date(row.due_on)}, row.article))
    return found


def reasons_against_noting(change: Change, *, registered_on: date, today: date) -> list[Reason]:
    if registered_on < change.changed_on:
        return [Reason(_("바뀐 날보다 먼저 등기할 수는 없습니다."), change.article)]
    if registered_on > today:
        return [Reason(_("아직 오지 않은 날입니다. 오늘까지의 날을 적어 주세요."), change.article)]
    return []
