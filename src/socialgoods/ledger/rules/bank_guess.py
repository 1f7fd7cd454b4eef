"""What to book where no posting fits: as such lines were booked before, or by simple words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from socialgoods.ledger.rules.bank_match import bare


@dataclass(frozen=True)
class Booked:
    """How a line was booked: the account, programme and party on the other side of an entry of two legs."""

    account: int
    programme: str
    party: str


@dataclass(frozen=True)
class Before:
    counterpart: str
    text: str
    is_in: bool
    booked: Booked


@dataclass(frozen=True)
class Guess:
    booked: Booked
    times: int
    """How many lines with the same counterpart or words were booked so; 0 where a word says it."""
    word: str = ""


WORDS: Sequence[tuple[str, bool | None, Sequence[str]]] = (
    # what the line says, whether money comes in (None: either), roles in the order of trust
    (r"이자", True, ("interest_income",)),
    (r"이자|대출이자", False, ("interest_cost",)),
    (r"출자", True, ("share_deposits", "share_capital")),
    (r"회비|조합비", True, ("dues",)),
    (r"보조금|지원금|교부금", True, ("subsidy",)),
    (r"후원|기부|성금", True, ("donations",)),
    (r"수수료|cms사용료|이용료", False, ("fees", "other_cost")),
    (r"전기|한전|한국전력|수도|가스|통신|전화|인터넷요금|kt|lgu|skt|난방", False, ("utilities", "other_cost")),
    (r"임대료|임차료|월세|관리비", False, ("rent", "other_cost")),
    (r"급여|월급|상여|인건비|국민연금|건강보험|고용보험|산재보험|4대보험", False, ("labour",)),
    (r"소득세|원천세|지방소득세|예수금", False, ("withheld", "labour")),
    (r"부가세|부가가치세", False, ("vat", "other_cost")),
    (r"교육|강사", False, ("education", "other_cost")),
    (r"출장|여비|회의|다과", False, ("meetings", "other_cost")),
    (r"매출|카드정산|정산대금|제로페이", True, ("sales",)),
)


def guess(
    *, counterpart: str, text: str, is_in: bool, before: Sequence[Before], roles: Mapping[str, int]
) -> Guess | None:
    """The account on the other side, and how sure. Lines of the same counterpart teach more than lines of the same words."""
    for mine, theirs in ((bare(counterpart), "counterpart"), (bare(text), "text")):
        if len(mine) < 2:
            continue
        same = [row.booked for row in before if row.is_in == is_in and bare(getattr(row, theirs)) == mine]
        if same:
            booked, times = Counter(same).most_common(1)[0]
            return Guess(booked, times)
    said = re.sub(r"\s", "", f"{text} {counterpart}").casefold()
    for pattern, direction, names in WORDS:
        found = re.search(pattern, said)
        if found and direction in {None, is_in}:
            account = next((roles[name] for name in names if name in roles), None)
            if account is not None:
                return Guess(Booked(account, "", ""), 0, found[0])
    return None
