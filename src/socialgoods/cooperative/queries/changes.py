"""What the court's register has to be told of, and what it was told."""

from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.models import Articles, Cooperative, Officer
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import changes as rules
from socialgoods.cooperative.rules.changes import Change
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, add_months

YEARS_BACK = 3
REGISTERED_WORDS = {
    "name": gettext_lazy("이름"),
    "purpose": gettext_lazy("목적"),
    "office": gettext_lazy("주된 사무소"),
}


def changes(cooperative: Cooperative, on: date) -> list[Change]:
    """Of the last years, the latest first."""
    if cooperative.registered_on is None or cooperative.registered_on > on:
        return []
    since = max(cooperative.registered_on, add_months(on, -12 * YEARS_BACK))
    noted = dict(cooperative.changes.values_list("key", "registered_on"))
    rows = [
        *_of_officers(cooperative, since, on),
        *_of_articles(cooperative, since, on),
        *_of_shares(cooperative, since, on),
    ]
    found = [
        Change(key, title, day, due, article, registered_on=noted.get(key)) for key, title, day, due, article in rows
    ]
    return sorted(found, key=lambda row: (row.changed_on, row.key), reverse=True)


Row = tuple[str, str, date, date, str]


def _changed(cooperative: Cooperative, key: str, title: str, day: date) -> Row:
    due = rules.due_after_change(day, parameters.CHANGE_REGISTER_DAYS.on(day))
    return key, title, day, due, rules.article(1, is_social=cooperative.is_social)


def _of_officers(cooperative: Cooperative, since: date, on: date) -> list[Row]:
    names: dict[date, list[str]] = {}
    for name, starts_on, ends_on in Officer.objects.filter(cooperative=cooperative).values_list(
        "name", "starts_on", "ends_on"
    ):
        for day in (starts_on, ends_on):
            if day is not None and since < day <= on and name not in names.setdefault(day, []):
                names[day].append(name)
    title = _("%(day)s에 바뀐 임원(%(names)s)")
    return [
        _changed(cooperative, f"officers:{day}", title % {"day": seoul_date(day), "names": ", ".join(who)}, day)
        for day, who in names.items()
        if who
    ]


def _of_articles(cooperative: Cooperative, since: date, on: date) -> list[Row]:
    rows = list(cooperative.articles.order_by("starts_on"))
    found = []
    for before, after in pairwise(rows):
        what = [str(REGISTERED_WORDS[name]) for name in _differs(before, after)]
        if what and since < after.starts_on <= on:
            title = _("%(day)s에 바뀐 %(what)s") % {"day": seoul_date(after.starts_on), "what": ", ".join(what)}
            found.append(_changed(cooperative, f"articles:{after.starts_on}", title, after.starts_on))
    return found


def _differs(before: Articles, after: Articles) -> list[str]:
    return [name for name in REGISTERED_WORDS if name in after.more and after.more[name] != before.more.get(name)]


def _of_shares(cooperative: Cooperative, since: date, on: date) -> list[Row]:
    end_month = articles_on(cooperative, on).end_month
    last = FiscalYear.of(on, end_month).year - 1
    found = []
    for number in range(last, last - YEARS_BACK, -1):
        year = FiscalYear(number, end_month)
        if since < year.ends_on <= on:
            due = rules.due_after_year(year, parameters.SHARE_TOTAL_MONTHS.on(on))
            title = _("%(year)s 회계연도 말의 출자 총좌수와 납입한 출자금") % {"year": number}
            found.append(
                (f"shares:{number}", title, year.ends_on, due, rules.article(2, is_social=cooperative.is_social))
            )
    return found
