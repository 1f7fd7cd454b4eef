"""The papers of a founding as words for `letter.typ`: articles, consent form, notice, list of subscriptions."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Cooperative
from socialgoods.cooperative.queries import contents
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.founding import founding_assembly
from socialgoods.kernel.formats import number, seoul_date, seoul_moment, won_words


def articles(cooperative: Cooperative, on: date) -> dict[str, Any]:
    row = articles_on(cooperative, on)
    return {
        "title": _("%(name)s 정관") % {"name": cooperative.name},
        "lede": _("%(day)s부터 시행") % {"day": seoul_date(row.starts_on)},
        "chapters": contents.chapters(cooperative, row, on),
        "lines": [],
        "foot": _(
            "이 문서는 조합의 정관을 이루는 값으로 만든 요약이며, 총회가 의결한 정관과 다르면 의결한 정관이 앞섭니다."
        ),
    }


def consent_form(cooperative: Cooperative, on: date) -> dict[str, Any]:
    row = articles_on(cooperative, on)
    return {
        "title": _("설립동의서"),
        "lede": cooperative.name,
        "chapters": [
            (_("함께할 조합"), [
                _("목적: %(purpose)s") % {"purpose": cooperative.purpose},
                _("출자 1좌의 금액: %(won)s, %(least)s좌 이상") % {"won": won_words(row.share_price_won), "least": row.least_shares},
            ]),
            (_("나의 약속"), [
                _("위 조합의 정관 초안을 읽었고 설립에 동의합니다."), _("출자금은 설립이 받아들여진 뒤 이사장이 알리는 날까지 냅니다.")]),
        ],
        "lines": [_("이름(조직 이름과 대표자)"), _("조합원 유형"), _("출자좌수"), _("전화"), _("날짜와 서명")],
        "foot": _("동의는 창립총회를 열기 전까지 거둘 수 있습니다. 한 표는 출자좌수와 관계없습니다(협동조합기본법 제15조, 제23조)."),
    }  # fmt: skip


def notice(cooperative: Cooperative, on: date) -> dict[str, Any]:
    assembly = founding_assembly(cooperative)
    items = assembly.items.order_by("number").values_list("number", "title") if assembly else []
    return {
        "title": _("창립총회 공고"),
        "lede": cooperative.name,
        "chapters": [
            (_("언제, 어디서"), [seoul_moment(assembly.held_at), assembly.place] if assembly else [_("아직 정하지 않았습니다.")]),
            (_("무엇을 정하나"), [f"{number}. {title}" for number, title in items]),
            (_("누가 나오나"), [_("%(day)s까지 설립동의서를 낸 사람") % {"day": seoul_date(assembly.record_on)}] if assembly else []),
        ],
        "lines": [],
        "foot": _("%(day)s 공고 · %(office)s %(phone)s")
        % {"day": seoul_date((assembly and assembly.called_on) or on), "office": cooperative.office, "phone": cooperative.phone},
    }  # fmt: skip


def subscriptions(cooperative: Cooperative, on: date) -> dict[str, Any]:
    price = articles_on(cooperative, on).share_price_won
    rows = list(cooperative.consents.filter(withdrawn_on=None).order_by("pk"))
    said = [
        _("%(index)s. %(name)s (%(kind)s) — %(shares)s좌, %(won)s")
        % {
            "index": index, "name": row.name, "kind": row.get_stakeholder_display(), "shares": number(row.shares),
            "won": won_words(row.shares * price),
        }
        for index, row in enumerate(rows, 1)
    ]  # fmt: skip
    total = sum(row.shares for row in rows)
    return {
        "title": _("출자 약속 목록"),
        "lede": cooperative.name,
        "chapters": [
            (_("모두 %(shares)s좌, %(won)s") % {"shares": number(total), "won": won_words(total * price)}, said)
        ],
        "lines": [],
        "foot": seoul_date(on),
    }


FOUNDING = {"consent": consent_form, "notice": notice, "subscriptions": subscriptions}
"""The papers of a founding, by their address."""
