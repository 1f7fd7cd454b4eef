"""What a source's text says, and what is wrong with an offer. Plain values in, reasons out."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

MOST_WON = 10**13
"""A hundred times the plan's money of eight years: more is a slip of the pen."""

MOST_LETTERS = 80
"""Of one way, as a promise and the register keep it."""


def ways(text: str) -> list[list[tuple[str, Decimal]]]:
    """`fund;county:0.6+province:0.4` → the alternatives, each with its sources and shares. `ValueError` where it cannot be read."""
    found: list[list[tuple[str, Decimal]]] = []
    for way in (part.strip() for part in text.split(";")):
        if not way:
            continue
        shares: list[tuple[str, Decimal]] = []
        for part in way.split("+"):
            name, colon, share = part.partition(":")
            try:
                value = Decimal(share.strip()) if colon else Decimal(1)
            except InvalidOperation:
                raise ValueError(share) from None
            if not name.strip() or not value.is_finite() or not 0 < value <= 1:
                raise ValueError(part.strip())
            shares.append((name.strip(), value))
        if abs(sum((share for _name, share in shares), Decimal(-1))) > Decimal("0.000001"):
            raise ValueError(way)
        if len({name for name, _share in shares}) < len(shares):
            raise ValueError(way)
        found.append(shares)
    return found


def sources_of(text: str) -> list[str]:
    try:
        return sorted({name for way in ways(text) for name, _share in way})
    except ValueError:
        return []


def shares_of(label: str, amount: int) -> dict[str, int]:
    """Whole won by source of one way, which add up to the amount: the last source takes what rounding leaves.

    The register keeps sources as somebody wrote them: what cannot be read as shares is one source of that name.
    """
    try:
        parts = ways(label)[0]
    except (ValueError, IndexError):
        return {label.strip(): amount}
    won = [(name, int(amount * share)) for name, share in parts]
    rest = amount - sum(value for _name, value in won)
    return dict([*won[:-1], (won[-1][0], won[-1][1] + rest)])


def public_part(unit_cost: int, own_share: Decimal | float | None) -> int:
    """What the sources pay for one case. Rounded half to even to the won, as in `analysis.catalogue`."""
    return round(unit_cost * (1 - float(own_share or 0)))


def reasons_against_sources(text: str) -> list[str]:
    try:
        found = ways(text)
    except ValueError as wrong:
        return [
            _(
                "재원을 읽지 못했습니다: ‘%(part)s’. 섞을 때는 ‘county:0.5+national:0.5’처럼 몫의 합이 1이 되게 해 주세요."
            )
            % {"part": wrong}
        ]
    if not found:
        return [_("재원을 하나는 적어 주세요.")]
    if any(len(name) > 40 for way in found for name, _share in way):
        return [_("재원의 이름은 40자까지입니다.")]
    if any(len(way.strip()) > MOST_LETTERS for way in text.split(";")):
        return [_("한 가지 재원은 몫까지 %(most)s자까지 적을 수 있습니다.") % {"most": MOST_LETTERS}]
    return []
