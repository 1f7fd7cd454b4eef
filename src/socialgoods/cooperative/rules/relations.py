"""Whose shares count together. Who is related to whom is followed through others. Plain values in, sets or reasons out."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, decree

Member = TypeVar("Member", bound=Hashable)
ARTICLE = decree(19, 2)


def counts_together(kind: str, said: Mapping[str, Any], kinds: Collection[str]) -> bool:
    """In the kinds of co-operatives where the law says so, and where the articles do."""
    return kind in kinds or bool(said.get("related_together"))


def together(pairs: Iterable[tuple[Member, Member]]) -> dict[Member, Member]:
    """Each of them → the one who stands for all who are related, the first that was named."""
    found: dict[Member, Member] = {}
    for one, other in pairs:
        first, second = found.setdefault(one, one), found.setdefault(other, other)
        if first != second:
            found = {each: first if root == second else root for each, root in found.items()}
    return found


def reasons_against_relating(
    *, is_same: bool, is_of_one: bool, are_members: bool, is_there: bool, kind: str, kinds: Collection[str]
) -> list[Reason]:
    reasons = []
    if is_same or not is_of_one:
        reasons.append(Reason(_("같은 조합의 다른 조합원을 골라 주세요."), ARTICLE))
    if not are_members:
        reasons.append(Reason(_("그날 두 사람 모두 조합원이어야 합니다. 날짜를 확인해 주세요."), ARTICLE))
    if is_there:
        reasons.append(Reason(_("두 조합원의 특수관계는 이미 적혀 있습니다."), ARTICLE))
    if kind not in kinds:
        reasons.append(Reason(_("어떤 관계인지 골라 주세요."), ARTICLE))
    return reasons
