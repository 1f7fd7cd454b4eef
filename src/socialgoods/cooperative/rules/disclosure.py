"""Who must tell the public about the year, by when, and what it costs not to. Also the fines of the other duties of this part."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.cooperative.rules.law import Reason, act, decree
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import add_months, day_before

FINES: dict[str, tuple[object, str]] = {
    "disclosure": (gettext_lazy("경영공시를 하지 않거나 거짓으로 하면 100만 원 이하의 과태료를 냅니다."), act(119)),
    "registration": (gettext_lazy("등기를 늦게 하면 100만 원 이하의 과태료를 낼 수 있습니다."), act(119)),
    "loans": (gettext_lazy("소액대출 한도를 어기면 200만 원 이하의 과태료를 냅니다."), act(119)),
    "settlement": (
        gettext_lazy(
            "적립·배당·결산 규정을 어긴 임직원은 3년 이하의 징역이나 3천만 원 이하의 벌금에 처해질 수 있습니다."
        ),
        act(117),
    ),
}


def fine(duty: str) -> Reason:
    text, article = FINES[duty]
    return Reason(str(text), article)


def article(*, is_social: bool) -> str:
    return f"{act(96, branch=2)}, {decree(27)}" if is_social else f"{act(49, branch=2)}, {decree(12)}"


def is_due(*, is_social: bool, members: int, paid_in: int, from_members: int, from_paid_in: int) -> bool:
    """Every social co-operative; a general one that is large by members or by capital. Others may."""
    return is_social or members >= from_members or paid_in >= from_paid_in


def last_day(year_ends_on: date, months: int) -> date:
    """The last day for it, so many months after the fiscal year (its end exclusive)."""
    return day_before(add_months(year_ends_on, months))


def reasons_late(*, last_day: date, on: date, is_due: bool, is_social: bool) -> list[Reason]:
    """Not disclosed, and the day is past."""
    if not is_due or on <= last_day:
        return []
    text = _("경영공시 기한인 %(day)s이 지났습니다. 지금이라도 바로 공개해 주세요.")
    return [Reason(text % {"day": seoul_date(last_day)}, article(is_social=is_social)), fine("disclosure")]


SMALLEST_GROUP = 5


def groups(counts: Mapping[str, int], rest: str) -> list[tuple[str, int]]:
    """Groups under five are joined with the next larger ones, so that nobody is found by subtraction either."""
    rows = sorted(((count, name) for name, count in counts.items() if count), key=lambda row: (-row[0], row[1]))
    small = 0
    while rows and (rows[-1][0] < SMALLEST_GROUP or 0 < small < SMALLEST_GROUP):
        small += rows.pop()[0]
    found = [(name, count) for count, name in rows]
    return [*found, (rest, small)] if small >= SMALLEST_GROUP and found else found


def reasons_against_correcting(*, reason: str, changes: Sequence[Sequence[str]], is_social: bool) -> list[Reason]:
    reasons = []
    if not reason.strip():
        text = _("무엇이 왜 잘못되었는지 적어 주세요. 누구나 읽습니다.")
        reasons.append(Reason(text, article(is_social=is_social)))
    if not changes:
        text = _("공개한 것과 달라지는 것이 없습니다. 사업보고를 고치거나, 잘못된 기록을 먼저 바로잡아 주세요.")
        reasons.append(Reason(text, article(is_social=is_social)))
    return reasons


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[str]]:
    """Label, before, after: of every line of what was disclosed that differs, in the order of the page."""
    old, new = dict(_lines(before)), dict(_lines(after))
    labels = [*new, *(label for label in old if label not in new)]
    return [
        [label, old.get(label, ""), new.get(label, "")] for label in labels if old.get(label, "") != new.get(label, "")
    ]


def _lines(content: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Every line as a label and a text; labels of one part do not meet those of another."""
    yield _("이름"), content["name"]
    for label, value in content["facts"]:
        yield label, value
    for each in content["key"]:
        yield f"{_('주요 숫자')}: {each['label']}", each["value"]
    yield _("한 해 동안 한 일"), content["report"]
    parts = {
        "income": _("수익"), "expense": _("비용"), "assets": _("자산"), "liabilities": _("부채"), "equity": _("자본"),
    }  # fmt: skip
    for part, title in parts.items():
        for group in content[part]["groups"]:
            for name, amount in group["lines"]:
                yield f"{title}: {name}", f"{amount:,}"
        yield f"{title}: {content[part]['total'][0]}", f"{content[part]['total'][1]:,}"
    for name, amount in content["disposition"]:
        yield f"{_('잉여금')}: {name}", f"{amount:,}"
    yield _("감사 의견"), " · ".join(filter(None, [content["audit"]["name"], content["audit"]["text"]]))
    members = content["members"]
    yield _("조합원"), f"{members['count']:,}"
    yield _("출자좌"), f"{members['shares']:,}"
    yield _("조합원 유형"), ", ".join(f"{name} {count}" for name, count in members["groups"])
    yield (
        _("임원"),
        ", ".join(f"{office} {name} ({since} – {until})" for office, name, since, until in content["officers"]),
    )
    for each in content["assemblies"]:
        said = ", ".join(f"{title}: {result}" for title, result in each["items"])
        yield f"{each['title']} {each['on']}", said
    for number, each in enumerate(content["board"], 1):
        yield (
            _("이사회 %(number)s번째") % {"number": number},
            f"{each['on']} " + ", ".join(f"{t}: {r}" for t, r in each["items"]),
        )
    for label, value in content["articles"]["lines"]:
        yield f"{_('정관')}: {label}", value
