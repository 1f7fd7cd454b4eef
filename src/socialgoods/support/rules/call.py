"""Who may apply to a call, and when. Plain values in, reasons out; none means yes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date, won_words


@dataclass(frozen=True)
class Offer:
    """What a call says of who may ask for what."""

    is_open: bool
    closes_on: date
    kinds: Collection[str] = ()
    programme: str = ""
    most: int | None = None
    own_share: Decimal | None = None


@dataclass(frozen=True)
class Asker:
    """What is known of an organisation that asks."""

    kind: str
    is_active: bool
    is_of_county: bool = True
    has_applied: bool = False
    has_measure: bool = False
    """The same measure is promised or given to it in the year already."""
    programmes: frozenset[str] = field(default_factory=frozenset)
    """Programmes under which it is promised money in the year."""


def reasons_against_applying(
    offer: Offer, asker: Asker, *, on: date, not_together: Mapping[str, frozenset[str]], names: Mapping[str, str]
) -> list[str]:
    """`names`: what programmes and kinds are called on a screen."""
    reasons = []
    if not offer.is_open or on > offer.closes_on:
        reasons.append(_("%(day)s에 마감한 공모입니다.") % {"day": seoul_date(offer.closes_on)})
    if not asker.is_active:
        reasons.append(_("활동 중인 조직만 신청할 수 있습니다."))
    if not asker.is_of_county:
        reasons.append(_("우리 군에 있는 조직만 신청할 수 있습니다."))
    if offer.kinds and asker.kind not in offer.kinds:
        kinds = ", ".join(names.get(kind, kind) for kind in offer.kinds)
        reasons.append(_("이 공모는 %(kinds)s만 신청할 수 있습니다.") % {"kinds": kinds})
    if asker.has_applied:
        reasons.append(_("이미 신청했습니다. 한 공모에는 한 번 신청합니다."))
    if asker.has_measure:
        reasons.append(_("같은 해에 같은 지원을 이미 받거나 약속받았습니다."))
    for programme in sorted(not_together.get(offer.programme, frozenset()) & asker.programmes):
        reasons.append(
            _("같은 해에 %(other)s 지원을 받기로 하여 %(own)s 지원을 함께 받을 수 없습니다(이중 지원 제한).")
            % {"other": names.get(programme, programme), "own": names.get(offer.programme, offer.programme)}
        )
    return reasons


def reasons_against_submitting(
    offer: Offer, *, plan: str, need: str, amount: int | None, own_amount: int | None
) -> list[tuple[str, str]]:
    """(field, what is missing)."""
    reasons = []
    if not plan.strip():
        reasons.append(("plan", _("무엇을 하려고 하는지 적어 주세요.")))
    if not need.strip():
        reasons.append(("need", _("왜 필요한지 적어 주세요.")))
    if amount is None:
        reasons.append(("amount", _("신청하는 금액을 적어 주세요.")))
        return reasons
    if offer.most is not None and amount > offer.most:
        reasons.append(("amount", _("한 곳에 많아야 %(most)s입니다.") % {"most": won_words(offer.most)}))
    least = own_part(amount, offer.own_share)
    if least and (own_amount or 0) < least:
        said = _("자부담은 적어도 %(least)s이어야 합니다.") % {"least": won_words(least)}
        reasons.append(("own_amount", said))
    return reasons


def reasons_against_granting(granted: int, *, asked: int, most: int | None) -> list[str]:
    """No more than was asked for, nor than the call says one may get."""
    reasons = []
    if granted > asked:
        reasons.append(_("신청한 금액 %(asked)s보다 많이 정할 수 없습니다.") % {"asked": won_words(asked)})
    if most is not None and granted > most:
        reasons.append(_("한 곳에 많아야 %(most)s입니다.") % {"most": won_words(most)})
    return reasons


def own_part(amount: int, share: Decimal | None) -> int:
    """The organisation's own money for `amount` of public money, so that it is `share` of both; rounded up to the won."""
    if not share:
        return 0

    exact = Fraction(str(share))
    return ceil(amount * exact / (1 - exact))


def reasons_against_concluding(
    *, closes_on: date, on: date, undecided: int, granted: int, budget: int, without_reason: int, conflicts: str
) -> list[str]:
    reasons = []
    if on <= closes_on:
        reasons.append(
            _("아직 마감하지 않았습니다. 마감일(%(day)s)이 지난 뒤에 정해 주세요.") % {"day": seoul_date(closes_on)}
        )
    if undecided:
        reasons.append(_("아직 정하지 않은 신청이 %(count)s건 있습니다.") % {"count": undecided})
    if without_reason:
        reasons.append(_("까닭을 적지 않은 신청이 %(count)s건 있습니다.") % {"count": without_reason})
    if granted > budget:
        reasons.append(
            _("정한 금액의 합계 %(granted)s이 예산 %(budget)s을 넘습니다.")
            % {"granted": won_words(granted), "budget": won_words(budget)}
        )
    if not conflicts.strip():
        reasons.append(_("이해관계를 적어 주세요. 없으면 ‘없음’이라고 적습니다."))
    return reasons
