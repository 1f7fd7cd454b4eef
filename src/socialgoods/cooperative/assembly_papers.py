"""The papers of an assembly as words for `letter.typ`: convocation, proxy and minutes."""

from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Assembly, Attendance, ProxyKind
from socialgoods.cooperative.rules.minutes import digest
from socialgoods.kernel.formats import seoul_date, seoul_moment


def minutes(assembly: Assembly) -> dict[str, Any]:
    """With lines for those who are still to sign, so that the same paper can be signed by hand."""
    signatures = list(assembly.signatures.all())
    signed = [
        f"{_('의장') if row.is_chair else _('조합원')} {row.name} — {seoul_date(row.at)} {_('(종이에 서명)') if row.on_paper else ''}"
        for row in signatures
    ]
    names = {row.signer_id for row in signatures if not row.is_chair}
    waiting = [] if any(row.is_chair for row in signatures) else [_("의장 %(name)s") % {"name": assembly.chair_name}]
    waiting += [row.name for row in assembly.roll.filter(signs=True).order_by("number", "pk") if row.pk not in names]
    return {
        "title": _("의사록"),
        "lede": f"{assembly.cooperative.name} · {assembly.title}",
        "chapters": [("", assembly.minutes.split("\n")), *([(_("서명"), signed)] if signed else [])],
        "lines": waiting if assembly.state == "closed" else [],
        "foot": _("의사록 요약값(SHA-256) %(digest)s") % {"digest": digest(assembly.minutes)},
    }


def convocation(assembly: Assembly, to: list[tuple[str, str]]) -> dict[str, Any]:
    """A letter for each, with name and address, and a form of proxy to cut off. To nobody in particular where all were reached."""
    items = assembly.items.order_by("number").values_list("number", "title")
    absent = _("다른 조합원이나 함께 사는 가족에게 아래 위임장으로 맡기실 수 있습니다. 한 사람이 한 명만 대리합니다.")
    if assembly.is_delegates:
        absent = _("대의원총회에는 대리인이 나올 수 없습니다. 꼭 나와 주세요.")
    if assembly.state == "cancelled":
        return _called_off(assembly, to)
    owner, when = assembly.cooperative, seoul_moment(assembly.held_at)
    told_on = seoul_date(assembly.called_on or assembly.record_on)
    return {
        "title": _("%(title)s에 모십니다") % {"title": assembly.title},
        "lede": owner.name,
        "to": to or [("", "")],
        "honorific": _("귀하"),
        "chapters": [
            (_("언제, 어디서"), [when, assembly.place]),
            (_("무엇을 정하나"), [f"{index}. {title}" for index, title in items]),
            (_("나오지 못하시면"), [absent]),
        ],
        "form": _("위임장"),
        "says": _("%(when)s에 여는 %(title)s에서 나의 의결권과 선거권을 아래 사람이 대신 행사하게 합니다.")
        % {"when": when, "title": assembly.title},
        "lines": [] if assembly.is_delegates else [_("위임하는 사람"), _("대리인(조합원 또는 가족)"), _("날짜와 서명")],
        "foot": " · ".join(part for part in (_("%(day)s 알림") % {"day": told_on}, owner.office, owner.phone) if part),
    }  # fmt: skip


def _called_off(assembly: Assembly, to: list[tuple[str, str]]) -> dict[str, Any]:
    owner, when = assembly.cooperative, seoul_moment(assembly.held_at)
    said = _("%(when)s에 열려던 %(title)s를 열지 않습니다.") % {"when": when, "title": assembly.title}
    return {
        "title": _("총회를 열지 않습니다"),
        "lede": owner.name,
        "to": to or [("", "")],
        "honorific": _("귀하"),
        "chapters": [(_("알립니다"), [said]), (_("까닭"), [assembly.cancelled_why])],
        "form": "",
        "says": "",
        "lines": [],
        "foot": " · ".join(part for part in (owner.office, owner.phone) if part),
    }


def to_tell(assembly: Assembly, rows: list[tuple[str, str, str, str]]) -> dict[str, Any]:
    """For the office: whom no message has reached."""
    said = [" · ".join(part for part in row if part) for row in rows]
    return {
        "title": _("직접 알릴 사람"),
        "lede": f"{assembly.cooperative.name} · {assembly.title}",
        "chapters": [("", said or [_("문자나 이메일이 모두에게 닿았습니다.")])],
        "lines": [],
        "foot": _("이름과 주소는 소집을 알리는 데만 쓰고, 다 쓰면 없애 주세요."),
    }


def signing(assembly: Assembly) -> dict[str, Any]:
    """The list of those who come, to be signed at the door: number, name, who stands for whom, room for a signature."""
    weighs = assembly.roll.exclude(votes=1).exists()
    stands = _("대의원") if assembly.is_delegates else _("대리인")
    who = _("대의원") if assembly.is_delegates else _("설립동의자") if assembly.kind == "founding" else _("조합원")
    heads = [
        _("번호"),
        who,
        *([_("의결권")] if weighs else []),
        *([] if assembly.is_delegates else [stands]),
        _("서명"),
        _("비고"),
    ]
    rows = [
        [
            str(row.number or ""), row.name, *([str(row.votes)] if weighs else []),
            *([] if assembly.is_delegates else [_stood_for(row)]), "", "",
        ]
        for row in assembly.roll.order_by("number", "name", "pk")
    ]  # fmt: skip
    facts = [_("%(when)s, %(place)s") % {"when": seoul_moment(assembly.held_at), "place": assembly.place}]
    facts.append(
        _("%(day)s 명부 기준 %(count)s명. 대리인이 오면 대리인 칸에 이름과 관계를 적고 대리인이 서명합니다.")
        % {"day": seoul_date(assembly.record_on), "count": f"{len(rows):,}"}
    )
    if assembly.is_delegates:
        facts[-1] = _("%(day)s 기준 대의원 %(count)s명. 대의원총회에는 대리인이 나올 수 없습니다.") % {
            "day": seoul_date(assembly.record_on),
            "count": f"{len(rows):,}",
        }
    blank = "____________"
    return {
        "title": _("참석자 명부"),
        "cooperative": f"{assembly.cooperative.name} · {assembly.title}",
        "facts": facts,
        "heads": heads,
        "widths": [10, 34, *([12] if weighs else []), *([] if assembly.is_delegates else [34]), 36, 16],
        "rows": rows,
        "totals": [
            _("본인 %(blank)s명, 대리인 %(blank)s명, 모두 %(blank)s명이 참석했습니다.") % {"blank": blank},
            _("접수한 사람 %(blank)s (서명)") % {"blank": blank * 2},
        ],
        "footer": _("개인정보가 있습니다. 총회를 마치면 의사록과 함께 두고 밖에 내놓지 마세요."),
    }


def _stood_for(row: Attendance) -> str:
    if not row.proxy_kind:
        return ""
    kind = _("가족") if row.proxy_kind == ProxyKind.FAMILY else _("조합원")
    paper = "" if row.proxy_paper else _(", 위임장 받을 것")
    return _("%(name)s (%(kind)s%(paper)s)") % {"name": row.proxy_name, "kind": kind, "paper": paper}


def proxy(row: Attendance) -> dict[str, Any]:
    """The authority in writing (§23④), as it was said on the phone, to be signed by hand."""
    assembly = row.assembly
    kind = _("함께 사는 가족") if row.proxy_kind == ProxyKind.FAMILY else _("조합원")
    items = assembly.items.order_by("number").values_list("number", "title")
    return {
        "title": _("위임장"),
        "lede": f"{assembly.cooperative.name} · {assembly.title}",
        "chapters": [
            (_("누가 누구에게"), [
                _("위임하는 사람: %(name)s") % {"name": row.name},
                _("대리인: %(name)s (%(kind)s)") % {"name": row.proxy_name, "kind": kind} if row.proxy_kind
                else _("대리인: %(blank)s (□ 다른 조합원  □ 함께 사는 가족)") % {"blank": "_" * 24},
            ]),
            (_("무엇을"), [
                _("%(when)s, %(place)s에서 여는 총회에서 나의 의결권과 선거권을 행사하는 일")
                % {"when": seoul_moment(assembly.held_at), "place": assembly.place},
                *(f"{index}. {title}" for index, title in items),
            ]),
        ],
        "lines": [_("날짜"), _("서명 또는 도장")],
        "foot": _("대리인은 한 명만 대리할 수 있고, 이 위임장을 접수대에 내야 합니다(협동조합기본법 제23조)."),
    }  # fmt: skip
