"""Medical co-operatives have numbers of their own (Decree §19②): many who consent, none with much, and capital enough for a clinic."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.founding_state import Consenter, Figures
from socialgoods.cooperative.rules.law import Reason, decree
from socialgoods.kernel.formats import percent

ARTICLE = decree(19, 2)
SUPPLY = decree(24)


def reasons_against_medical(consents: Sequence[Consenter], figures: Figures) -> list[Reason]:
    """As long as less is promised than must be paid in, a tenth is a tenth of what must be."""
    reasons = []
    if len(consents) < figures.medical_consenters:
        text = _("의료복지사회적협동조합은 설립동의자가 %(least)s명 이상이어야 합니다. 지금은 %(now)s명입니다.")
        reasons.append(_reason(text, least=f"{figures.medical_consenters:,}", now=f"{len(consents):,}"))
    small = [row.name for row in consents if row.won < figures.medical_least_won]
    if small:
        text = _("한 사람이 %(least)s원 이상 출자해야 합니다. 모자라는 사람: %(names)s.")
        reasons.append(_reason(text, least=f"{figures.medical_least_won:,}", names=_named(small)))
    promised = sum(row.won for row in consents)
    if promised < figures.medical_paid_in:
        text = _("출자금이 모두 %(least)s원 이상이어야 합니다. 지금 약속한 출자금은 %(now)s원입니다.")
        reasons.append(_reason(text, least=f"{figures.medical_paid_in:,}", now=f"{promised:,}"))
    base = max(promised, figures.medical_paid_in)
    above = {name: won for name, won in together(consents).items() if won * 10 > base}
    if above:
        text = _(
            "한 사람이 특수관계인과 함께 전체 출자금의 10%%까지 출자할 수 있습니다. 넘는 사람: %(names)s. 줄이거나 조합원을 더 모아 주세요."
        )
        reasons.append(
            _reason(text, names=_named([f"{name} {percent(Fraction(won, base))}" for name, won in above.items()]))
        )
    return reasons


def together(consents: Sequence[Consenter]) -> Mapping[str, int]:
    """Who is related is counted as one, whoever of them is named by the others."""
    named = {row.name: row.together_with for row in consents}
    found: Counter[str] = Counter()
    for row in consents:
        first, seen = row.name, {row.name}
        while named.get(first) and named[first] not in seen:
            first = named[first]
            seen.add(first)
        found[first] += row.won
    return found


def reasons_against_medical_capital(paid_won: int, figures: Figures) -> list[Reason]:
    if paid_won >= figures.medical_paid_in:
        return []
    text = _("낸 출자금이 %(least)s원 이상이어야 합니다. 지금까지 %(now)s원이 들어왔습니다.")
    return [_reason(text, least=f"{figures.medical_paid_in:,}", now=f"{paid_won:,}")]


def reasons_against_supply_figures(
    *, is_medical: bool, to_all: int | None, to_others: int | None, source: str
) -> list[Reason]:
    """Both figures and where they stand, or neither."""
    if not is_medical:
        text = _("조합원이 아닌 사람에게 공급한 비율은 의료복지사회적협동조합만 적습니다.")
        return [Reason(text, SUPPLY)]
    if (to_all is None) != (to_others is None) or (to_all is not None and not source.strip()):
        return [Reason(_("모두에게 공급한 것과 조합원이 아닌 사람에게 공급한 것, 출처를 모두 적어 주세요."), SUPPLY)]
    if to_all is not None and to_others is not None and not 0 <= to_others <= to_all:
        return [Reason(_("조합원이 아닌 사람에게 공급한 것은 모두에게 공급한 것을 넘지 않습니다."), SUPPLY)]
    return []


def reasons_against_supply(*, to_all: int, to_others: int, most_percent: int) -> list[Reason]:
    """Care for people who are no members, of all that was given."""
    if to_others * 100 <= to_all * most_percent:
        return []
    text = _("조합원이 아닌 사람에게 공급한 것이 전체의 %(share)s입니다. %(most)s%%까지만 할 수 있습니다.")
    return [Reason(text % {"share": percent(Fraction(to_others, to_all)), "most": most_percent}, SUPPLY)]


def _reason(text: str, **words: str) -> Reason:
    return Reason(text % words, ARTICLE)


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else _("%(names)s 밖 %(more)s명") % {"names": shown, "more": len(names) - 5}
