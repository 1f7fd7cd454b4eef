"""Leaving: when, by which way, and what is given back. Plain values in, reasons or amounts out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, add_months, day_before

ARTICLES = "정관"


def by(article: int, paragraph: int | None = None, *, is_social: bool) -> str:
    """§24 and §25 hold for social co-operatives by §91."""
    if not is_social:
        return act(article, paragraph)
    name = f"제{article}조" + (f"제{paragraph}항" if paragraph else "")
    return f"{act(91)}({name} 준용)"


def reasons_against_withdrawing(*, notified_on: date, left_on: date, notice_days: int, is_social: bool) -> list[Reason]:
    """Everyone may leave; the articles may want it said so many days before."""
    first = notified_on + timedelta(days=notice_days)
    if left_on >= first:
        return []
    text = _("탈퇴는 %(days)s일 전에 알려야 합니다. %(notified)s에 알렸으니 %(first)s부터 탈퇴할 수 있습니다.") % {
        "days": notice_days, "notified": seoul_date(notified_on), "first": seoul_date(first),
    }  # fmt: skip
    return [Reason(text, f"{ARTICLES}, {by(24, 1, is_social=is_social)}")]


def reasons_against_staying(
    *, is_withdrawal: bool, kind: str, left_on: date, on: date, is_member_again: bool, is_social: bool
) -> list[Reason]:
    """An announced withdrawal is the member's own word: taken back until the day comes. What the assembly or the law ended is not."""
    article = by(24, 1, is_social=is_social)
    if not is_withdrawal:
        text = _("%(kind)s(으)로 끝난 조합원 자격은 거두어들일 수 없습니다. 다시 함께하려면 새로 가입을 신청해 주세요.")
        return [Reason(text % {"kind": kind}, by(24, 2, is_social=is_social))]
    if on >= left_on:
        text = _("%(day)s에 이미 탈퇴가 이루어져 거두어들일 수 없습니다. 다시 함께하려면 새로 가입을 신청해 주세요.")
        return [Reason(text % {"day": seoul_date(left_on)}, article)]
    if is_member_again:
        text = _("같은 이름으로 새로 가입한 조합원 자격이 있어 탈퇴를 거두어들일 수 없습니다. 의결권은 하나입니다.")
        return [Reason(text, by(23, 1, is_social=is_social))]
    return []


def reasons_against_expelling(
    *, reasons_sent_on: date | None, assembly_on: date, days: int, may_speak: bool, reason: str, is_social: bool
) -> list[Reason]:
    """The reasons reach the member so many days before the assembly, where he or she may speak (§25②)."""
    reasons = []
    article = by(25, 2, is_social=is_social)
    if not reason.strip():
        reasons.append(Reason(_("제명하는 까닭을 적어 주세요."), by(25, 1, is_social=is_social)))
    if reasons_sent_on is None or reasons_sent_on + timedelta(days=days) > assembly_on:
        text = _(
            "제명 사유는 총회(%(day)s) %(days)s일 전인 %(latest)s까지 본인에게 알렸어야 합니다. 총회를 다시 여세요."
        )
        latest = assembly_on - timedelta(days=days)
        values = {"day": seoul_date(assembly_on), "days": days, "latest": seoul_date(latest)}
        reasons.append(Reason(text % values, article))
    if not may_speak:
        reasons.append(Reason(_("본인이 총회에서 의견을 말할 기회를 주어야 제명할 수 있습니다."), article))
    return reasons


def reasons_against_transfer(*, shares: int, held: int, least: int, is_passed: bool, is_social: bool) -> list[Reason]:
    """By resolution of the assembly (§24③); who gives away a part keeps at least what the articles ask."""
    reasons = []
    if not is_passed:
        text = _("출자좌를 넘기려면 총회가 의결해야 합니다. 총회에 양도 안건을 올려 주세요.")
        reasons.append(Reason(text, by(24, 3, is_social=is_social)))
    if shares < 1 or shares > held:
        text = _("그날 가진 것은 %(held)s좌입니다. 그 안에서 넘길 수 있습니다.")
        reasons.append(Reason(text % {"held": held}, by(24, 3, is_social=is_social)))
    elif 0 < held - shares < least:
        text = _(
            "넘기고 나면 %(left)s좌만 남습니다. %(least)s좌 이상을 남기거나, 모두 넘기고 조합원 자격도 넘겨 주세요."
        )
        reasons.append(Reason(text % {"left": held - shares, "least": least}, f"{ARTICLES}, {act(22, 1)}"))
    return reasons


def claim_days(*, left_on: date, end_month: int, lapses_months: int) -> tuple[date, date]:
    """From when a refund may be claimed, and when the claim is gone.

    `left_on` is the first day without membership, so the year of the day before counts; the claim begins with the next fiscal year.
    """
    year = FiscalYear.of(day_before(left_on), end_month)
    return year.ends_on, add_months(year.ends_on, lapses_months)


@dataclass(frozen=True)
class Value:
    refund: int
    charge: int
    """What the leaver still owes of a loss: never more than the shares subscribed and not paid (§22⑤)."""
    article: str


def value(*, is_social: bool, own: int, unpaid: int, total: int, net_assets: int) -> Value:
    """What a leaver gets back, by the books of the end of the year in which he or she left.

    General: the share of net assets that the own paid-in shares are of all (§26①②). Social: what was paid in (§89), unless the
    property does not cover the debts; then less the leaver's part of the loss (§90). Net assets and total count those who left that
    year as members still. Won are rounded down for a gain and up for a loss: the co-operative's other members bear no fraction.
    """
    if is_social:
        loss = -(net_assets * own // total) if net_assets < 0 and total else 0
        return Value(max(own - loss, 0), min(max(loss - own, 0), unpaid), act(90) if loss else act(89))
    if not total:
        return Value(0, 0, act(26, 2))
    part = net_assets * own // total
    return Value(part, 0, act(26, 2)) if part >= 0 else Value(0, min(-part, unpaid), act(27))


def reasons_against_refund(
    *, amount: int, outstanding: int | None, paid_on: date, claim_from_on: date, lapses_on: date, claimed_on: date | None,
    is_lapsed: bool, debts: int, despite_debts: bool, is_passed: bool, is_social: bool,
) -> list[Reason]:  # fmt: skip
    article = act(89) if is_social else act(26)
    reasons = []
    if not is_passed:
        text = _("출자금 환급은 총회의 특별의결이 있어야 합니다. 총회에 환급 안건을 올려 주세요.")
        reasons.append(Reason(text, act(29, 1, item="8의2")))
    if paid_on < claim_from_on:
        text = _("환급은 탈퇴한 다음 회계연도의 첫날인 %(day)s부터 할 수 있습니다.")
        reasons.append(Reason(text % {"day": seoul_date(claim_from_on)}, article))
    if is_lapsed or (paid_on >= lapses_on and (claimed_on is None or claimed_on >= lapses_on)):
        text = _("2년 동안 청구하지 않아 %(day)s에 청구권이 없어졌습니다.")
        reasons.append(Reason(text % {"day": seoul_date(lapses_on)}, article))
    if debts > 0 and not despite_debts:
        text = _(
            "조합에 갚을 빚이 %(debts)s원 있어 다 갚을 때까지 환급을 미룹니다. "
            "출자금과 빚을 서로 지우지는 않습니다. 빚을 받은 뒤 환급하세요."
        )
        reasons.append(Reason(text % {"debts": f"{debts:,}"}, article))
    if outstanding is None:
        text = _("환급할 금액이 아직 정해지지 않았습니다. 탈퇴한 해의 결산이 끝나면 금액을 먼저 정해 주세요.")
        reasons.append(Reason(text, article))
    elif not 0 < amount <= outstanding:
        text = _("환급할 돈은 %(rest)s원이 남았습니다. 그 안에서 적어 주세요.")
        reasons.append(Reason(text % {"rest": f"{outstanding:,}"}, article))
    return reasons


def reasons_against_lapse(*, on: date, lapses_on: date, claimed_on: date | None, is_social: bool) -> list[Reason]:
    article = act(89) if is_social else act(26)
    if claimed_on is not None and claimed_on < lapses_on:
        text = _("%(day)s에 환급을 청구했으므로 청구권이 없어지지 않습니다.")
        return [Reason(text % {"day": seoul_date(claimed_on)}, article)]
    if on < lapses_on:
        text = _("청구권은 %(day)s에 없어집니다. 그때까지는 환급할 돈으로 남겨 두어야 합니다.")
        return [Reason(text % {"day": seoul_date(lapses_on)}, article)]
    return []
