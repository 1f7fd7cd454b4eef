"""What articles may say: the law's least and most, variable by variable."""

from typing import Any, Protocol

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.business import reasons_against_business
from socialgoods.cooperative.rules.law import Reason, act


class Variables(Protocol):
    notice_days: int
    reserve_percent: int
    directors_least: int
    auditors_least: int
    term_years: int
    least_shares: int
    usage_dividend_percent: int
    more: Any
    """`business`: what the co-operative does besides what every one does."""


TERM_AT_MOST = 4
DIRECTORS_LEAST = 3
NOTICE_LEAST = 7


def reasons_against_articles(row: Variables, *, is_social: bool) -> list[Reason]:
    least = 30 if is_social else 10
    found = [
        (
            row.reserve_percent < least,
            _("법정적립금은 잉여금의 %(least)s%% 이상이어야 합니다.") % {"least": least},
            act(97, 1) if is_social else act(50, 1),
        ),
        (row.notice_days < NOTICE_LEAST, _("총회는 7일 전까지 알려야 합니다."), act(28, 5)),
        (row.term_years > TERM_AT_MOST, _("임원의 임기는 4년을 넘을 수 없습니다."), act(35, 1)),
        (row.term_years < 1, _("임원의 임기를 1년 이상으로 정해 주세요."), act(35, 1)),
        (row.directors_least < DIRECTORS_LEAST, _("이사장을 포함한 이사는 3명 이상이어야 합니다."), act(34, 1)),
        (
            row.auditors_least < 1 and is_social,
            _("사회적협동조합은 감사를 두지 않을 수 없습니다."),
            act(92),
        ),
        (row.least_shares < 1, _("조합원은 1좌 이상 출자해야 합니다."), act(22, 1)),
        (
            not is_social and row.usage_dividend_percent < 50,
            _("이용실적 배당은 전체 배당의 50%% 이상이어야 합니다.") % {},
            act(51, 3),
        ),
    ]
    reasons = [Reason(text, article) for is_wrong, text, article in found if is_wrong]
    return reasons + reasons_against_business(row.more.get("business", []), is_social=is_social)
