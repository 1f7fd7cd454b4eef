"""The papers of an assembly as words for `letter.typ`: convocation and minutes."""

from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Assembly
from socialgoods.cooperative.rules.minutes import digest
from socialgoods.kernel.formats import seoul_date, seoul_moment


def minutes(assembly: Assembly) -> dict[str, Any]:
    signed = [
        f"{_('의장') if row.is_chair else _('조합원')} {row.name} — {seoul_date(row.at)} {_('(종이에 서명)') if row.on_paper else ''}"
        for row in assembly.signatures.all()
    ]
    return {
        "title": _("의사록"),
        "lede": f"{assembly.cooperative.name} · {assembly.title}",
        "chapters": [("", assembly.minutes.split("\n")), (_("서명"), signed)],
        "lines": [],
        "foot": _("의사록 요약값 %(digest)s") % {"digest": digest(assembly.minutes)[:16]},
    }


def convocation(assembly: Assembly, names: list[str]) -> dict[str, Any]:
    """The letter of convocation, with the list of those to be told by hand."""
    items = assembly.items.order_by("number").values_list("number", "title")
    return {
        "title": _("%(title)s 소집 통지") % {"title": assembly.title},
        "lede": assembly.cooperative.name,
        "chapters": [
            (_("언제, 어디서"), [seoul_moment(assembly.held_at), assembly.place]),
            (_("안건"), [f"{index}. {title}" for index, title in items]),
            (
                _("나오지 못하시면"),
                [_("다른 조합원이나 함께 사는 가족에게 위임장으로 맡기실 수 있습니다. 한 사람이 한 명만 대리합니다.")],
            ),
            (_("직접 알릴 사람"), names),
        ],
        "lines": [_("위임하는 사람"), _("대리인"), _("날짜와 서명")],
        "foot": _("%(day)s 알림") % {"day": seoul_date(assembly.called_on or assembly.record_on)},
    }
