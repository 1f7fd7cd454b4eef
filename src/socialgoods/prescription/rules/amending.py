"""What the committee decides otherwise than proposed, checked against money, places and whom a measure is for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import won_words
from socialgoods.prescription.rules.catalogue import shares_of
from socialgoods.registry.codes import source_words


@dataclass(frozen=True)
class Given:
    """A line as it would be decided."""

    org_id: str
    measure: str
    source: str
    amount: int


def totals(lines: Iterable[Given]) -> tuple[dict[str, int], dict[str, int]]:
    """Won by source, and how many by measure."""
    money: dict[str, int] = {}
    places: dict[str, int] = {}
    for line in lines:
        for source, won in shares_of(line.source, line.amount).items():
            money[source] = money.get(source, 0) + won
        places[line.measure] = places.get(line.measure, 0) + 1
    return money, places


def reasons_against_line(
    line: Given, *, measures: Mapping[str, Mapping[str, Any]], kind: str, is_active: bool, has_support: bool, name: str
) -> list[str]:
    """`measures` as the variant used them, by code."""
    measure = measures.get(line.measure)
    if measure is None:
        return [_("그 지원 수단은 이 배정에 없습니다.")]
    reasons = []
    words = {"name": name, "measure": measure["name"]}
    if not is_active:
        reasons.append(_("%(name)s은(는) 활동하지 않는 조직이어서 지원할 수 없습니다.") % words)
    if has_support:
        reasons.append(_("%(name)s의 그해 지원은 이미 정해져 있습니다.") % words)
    if measure["kinds"] and kind not in measure["kinds"]:
        reasons.append(_("‘%(measure)s’은(는) %(name)s의 유형이 받을 수 없는 지원입니다.") % words)
    way = next((way for way in measure["ways"] if way["label"] == line.source), None)
    if way is None:
        labels = ", ".join(source_words(way["label"]) for way in measure["ways"])
        reasons.append(_("‘%(measure)s’의 재원은 %(ways)s 가운데 하나여야 합니다.") % (words | {"ways": labels}))
    else:
        most = sum(way["won"].values())
        if line.amount > most:
            over = {"most": won_words(most), "over": won_words(line.amount - most)}
            reasons.append(_("‘%(measure)s’은(는) 한 곳에 %(most)s까지입니다. %(over)s이 넘습니다.") % (words | over))
        if line.amount < 0:
            reasons.append(_("금액은 0보다 작을 수 없습니다."))
    return reasons


def reasons_against_whole(
    lines: Sequence[Given], *, free: Mapping[str, int], measures: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """`free`: won that each source still has; places as the variant used them."""
    money, places = totals(lines)
    reasons = [
        _(
            "‘%(source)s’ 예산 %(free)s에 %(spent)s이 필요해 %(over)s이 모자랍니다. 다른 조직의 지원을 줄이거나 다른 재원을 골라 주세요."
        )
        % {
            "source": source_words(source),
            "free": won_words(free.get(source, 0)),
            "spent": won_words(spent),
            "over": won_words(spent - free.get(source, 0)),
        }
        for source, spent in sorted(money.items())
        if spent > free.get(source, 0)
    ]
    for code, count in sorted(places.items()):
        most = measures[code]["places"] if code in measures else None
        if most is not None and count > most:
            reasons.append(
                _("‘%(measure)s’ 정원은 %(most)s곳인데 %(count)s곳이 됩니다. %(over)s곳을 다른 지원으로 바꿔 주세요.")
                % {"measure": measures[code]["name"], "most": most, "count": count, "over": count - most}
            )
    return reasons
