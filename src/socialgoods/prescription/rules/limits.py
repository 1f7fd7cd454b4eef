"""Three plain sentences on what limits a proposal: the money, the places, and floors or whoever waits."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import josa, number, won_words
from socialgoods.prescription.text import gains
from socialgoods.registry.codes import source_words

Result = Mapping[str, Any]
LEAST = 0.005
"""Gains below it are not worth a sentence."""


def sentences(result: Result, *, kind: str, objective: str, names: Mapping[str, str]) -> list[str]:
    """`names`: of districts and sectors by their value, where those differ."""
    if kind == "practice":
        return [_queue(), _left(result), _waiting(result)]
    return [_money(result, objective), _places(result, objective), _floors(result, objective, names)]


def _money(result: Result, objective: str) -> str:
    prices = result["report"]["marginal_values"]["per_10_million_won"]
    source = max(sorted(prices), key=lambda name: prices[name], default=None)
    if source is None:
        return _left(result)
    if prices[source] < LEAST:
        return _("돈은 한도가 아닙니다. 어느 재원이든 1,000만 원이 더 있어도 거의 늘지 않습니다.")
    return _("돈이 한도입니다. 가장 아쉬운 재원은 %(source)s, 1,000만 원이 더 있으면 %(more)s이 늘 것으로 봅니다.") % {
        "source": josa(str(source_words(source)), "으로/로"),
        "more": gains(prices[source], objective),
    }


def _left(result: Result) -> str:
    left = sum(row["left"] for row in result["money"])
    if not left:
        return _("재원을 모두 썼습니다.")
    most = max(result["money"], key=lambda row: row["left"])
    return _("%(left)s이 남습니다. 가장 많이 남는 재원은 %(source)s(%(most)s)입니다.") % {
        "left": won_words(left),
        "source": source_words(most["source"]),
        "most": won_words(most["left"]),
    }


def _places(result: Result, objective: str) -> str:
    prices = result["report"]["marginal_values"]["per_place"]
    full = [row for row in result["measures"] if row["places"] is not None and row["count"] >= row["places"] > 0]
    if not full:
        return _("정원이 다 찬 지원은 없습니다.")
    first = max(full, key=lambda row: (prices.get(row["code"], 0), row["code"]))
    if prices.get(first["code"], 0) < LEAST:
        return _("정원이 다 찬 지원은 %(count)s가지이지만, 자리를 늘려도 거의 나아지지 않습니다.") % {
            "count": len(full)
        }
    return _("정원이 다 찬 지원은 %(count)s가지입니다. ‘%(measure)s’ 한 자리가 늘면 %(more)s이 늘 것으로 봅니다.") % {
        "count": len(full),
        "measure": first["name"],
        "more": gains(prices[first["code"]], objective),
    }


def unmet_floors(result: Result, names: Mapping[str, str]) -> list[str]:
    """Which floor cannot be kept, and by how much."""
    return [
        _("‘%(value)s’ %(count)s건은 지킬 수 없습니다. %(kept)s건까지만 되고 %(missing)s건이 모자랍니다.")
        % {
            "value": names.get(row["value"], row["value"]),
            "count": row["count"],
            "kept": row["count"] - row["missing"],
            "missing": row["missing"],
        }
        for row in result["report"]["floors"]
        if row["missing"]
    ]


def _floors(result: Result, objective: str, names: Mapping[str, str]) -> str:
    if unmet := unmet_floors(result, names):
        return " ".join(unmet[:2])
    dear = max(result["report"]["floors"], key=lambda row: row["price"], default=None)
    if dear is not None and dear["price"] >= LEAST:
        return _("최소 건수를 지키는 데 가장 값이 드는 곳은 ‘%(value)s’로, %(less)s이 덜 늡니다.") % {
            "value": names.get(dear["value"], dear["value"]),
            "less": gains(dear["price"], objective),
        }
    return _waiting(result)


def _waiting(result: Result) -> str:
    waits = result["unserved"]
    first = waits.get("others_first", 0) + waits.get("not_in_turn", 0) + waits.get("no_money", 0)
    if not first:
        return _("받을 수 있는 조직은 모두 하나씩 받습니다.")
    none = waits.get("no_gain", 0)
    if none:
        return _(
            "받을 수 있지만 이번에 받지 못하는 조직은 %(first)s곳이고, 어느 지원도 돕지 못할 것으로 보이는 조직은 %(none)s곳입니다."
        ) % {
            "first": number(first),
            "none": number(none),
        }
    return _("받을 수 있지만 이번에 받지 못하는 조직은 %(first)s곳입니다.") % {"first": number(first)}


def _queue() -> str:
    return _("지금까지의 방식은 온 차례를 따르므로, 한도가 늘 때 무엇이 나아질지는 셈하지 않습니다.")
