"""Which budgets may pay for a measure: alternatives by `;`, mixes by `+` with shares."""

import re
from decimal import Decimal
from typing import Any

from socialgoods.exchange.cells.verdict import EMPTY, Verdict, refuse
from socialgoods.exchange.cells.words import DASHES, plain
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

Mix = tuple[tuple[str, Decimal], ...]
REMEDY = say(_("‘county;national’이나 ‘county:0.5+national:0.5’처럼 적어 주세요."))
NOT_A_MIX = refuse(say(_("섞는 재원마다 몫이 있어야 합니다.")), REMEDY)
NOT_WHOLE = refuse(say(_("섞는 재원의 몫을 더하면 1이 되어야 합니다.")), REMEDY)
TWICE = refuse(say(_("같은 재원이 두 번 있습니다.")), REMEDY)


def sources(cell: Any) -> Verdict:
    """A tuple of alternatives, each a tuple of (source, share) whose shares add up to 1."""
    written = plain(cell)
    if not written or written in DASHES:
        return EMPTY
    alternatives: list[Mix] = []
    for alternative in filter(None, (part.strip() for part in re.split(r"[;\n]", written))):
        parts = [part.strip() for part in alternative.split("+")]
        if len(parts) == 1 and ":" not in parts[0]:
            alternatives.append(((parts[0], Decimal(1)),))
            continue
        found = [re.fullmatch(r"([^:+;]+?)\s*:\s*(0?\.\d+|1|1\.0+|0\.\d+)", part) for part in parts]
        mix = tuple((match[1], Decimal(match[2])) for match in found if match)
        if len(mix) != len(parts):
            return NOT_A_MIX
        if sum(share for _, share in mix) != 1:
            return NOT_WHOLE
        if len({source for source, _ in mix}) != len(mix):
            return TWICE
        alternatives.append(mix)
    return Verdict(tuple(dict.fromkeys(alternatives))) if alternatives else EMPTY


def as_written(alternatives: tuple[Mix, ...]) -> str:
    return ";".join(
        mix[0][0] if len(mix) == 1 else "+".join(f"{source}:{share:f}" for source, share in mix) for mix in alternatives
    )
