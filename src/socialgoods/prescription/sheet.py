"""The committee's sheet as words for typst, and the lines as a table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.diagnosis.paper import compiled
from socialgoods.kernel import formats
from socialgoods.prescription.models import Round, Sitting, Variant
from socialgoods.prescription.queries import page
from socialgoods.prescription.queries.lines import unserved
from socialgoods.prescription.text import few
from socialgoods.registry.codes import source_words

DOCUMENT = Path(__file__).parent / "documents" / "committee.typ"
MOST_LINES = 1_500
"""More are read on a screen: the sheet then names the file."""
EMPTY_SEATS = 9


def table(variant: Variant) -> tuple[list[str], Iterator[list[Any]]]:
    headings = [
        _("번호"),
        _("조직"),
        _("읍·면"),
        _("지원 수단"),
        _("재원"),
        _("금액(원)"),
        _("늘어날 가능성"),
        _("5%"),
        _("95%"),
        _("다음 후보"),
        _("까닭"),
    ]
    rows = variant.choices.order_by("organization__code").values_list(
        "organization__code", "organization__name", "organization__district__name", "measure__name", "source", "amount", "gain",
        "gain_low", "gain_high", "runner_up__name", "reason", "why",
    )  # fmt: skip
    return headings, (
        [
            *row[:4],
            source_words(row[4]) if row[4] else "",
            row[5] if row[3] else None,
            *row[6:10],
            row[10] or unserved(row[11]),
        ]
        for row in rows.iterator(2_000)
    )


def pdf(round: Round, variant: Variant, *, on: date) -> bytes:
    one = page.summary_of(variant, round)
    proposal = page.proposal_of(variant)
    lines = _lines(variant) if one["count"] <= MOST_LINES else []
    rise = one["rise"]
    words = {
        "title": _("%(round)s 안건") % {"round": round},
        "subtitle": variant.title,
        "date": formats.seoul_date(on),
        "lede": _lede(round, one),
        "facts": [
            (_("받는 조직"), _("%(count)s곳") % {"count": formats.number(one["count"])}),
            (_("쓰는 돈"), formats.won_words(one["spent"])),
            (_("남는 돈"), formats.won_words(one["left"])),
            (_("늘어나는 자립 조직"), f"{few(rise['mean'])} ({few(rise['low'])}–{few(rise['high'])})"),
        ],
        "limits_title": _("무엇이 한도인가"),
        "limits": one["sentences"],
        "tables": [_money(proposal), _measures(proposal), _areas(proposal), *_pins(variant)],
        "lines_title": _("조직마다"),
        "lines_head": [_("조직"), _("지원"), _("금액(원)"), _("까닭")],
        "lines": lines,
        "lines_note": "" if lines else _("줄이 많아 따로 낸 표를 보아 주세요."),
        "vote": _vote(round),
        "trace": _("자료 %(inputs)s · 결과 %(outcome)s")
        % {
            "inputs": variant.inputs_sha256[:16],
            "outcome": variant.outcome_sha256[:16],
        },
    }
    return compiled(str(DOCUMENT), words)


def _lede(round: Round, one: dict[str, Any]) -> str:
    return _(
        "%(open)s곳 가운데 %(count)s곳을 도우면 %(until)s년에 자립할 조직이 %(before)s곳에서 %(after)s곳으로 늘 것으로 봅니다."
    ) % {
        "open": formats.number(one["open"]),
        "count": formats.number(one["count"]),
        "until": round.until,
        "before": few(one["expected"]["without"]["mean"]),
        "after": few(one["expected"]["with_it"]["mean"]),
    }


def _money(proposal: dict[str, Any]) -> dict[str, Any]:
    rows = [
        [row["name"], *(formats.won(row[name]) for name in ("budget", "taken", "spent", "left"))]
        for row in proposal["money"]
    ]
    return {
        "title": _("재원마다(원)"),
        "head": [_("재원"), _("예산"), _("이미 쓴 것"), _("쓰는 돈"), _("남는 돈")],
        "rows": rows,
    }


def _measures(proposal: dict[str, Any]) -> dict[str, Any]:
    rows = [
        [
            row["name"],
            formats.number(row["count"]),
            "" if row["places"] is None else formats.number(row["places"]),
            formats.won(row["amount"]),
        ]
        for row in proposal["measures"]
        if row["count"]
    ]
    return {"title": _("지원마다"), "head": [_("지원 수단"), _("받는 곳"), _("정원"), _("금액(원)")], "rows": rows}


def _areas(proposal: dict[str, Any]) -> dict[str, Any]:
    rows = [
        [
            row["value"] or _("모름"),
            formats.number(row["open"]),
            formats.number(row["count"]),
            formats.won(row["amount"]),
        ]
        for row in proposal["areas"]
    ]
    return {
        "title": _("읍·면마다"),
        "head": [_("읍·면"), _("활동하는 조직"), _("받는 곳"), _("금액(원)")],
        "rows": rows,
    }


def _pins(variant: Variant) -> list[dict[str, Any]]:
    choices = {"pinned": _("꼭 줌"), "forbidden": _("주지 않음")}
    measures = {row["code"]: row["name"] for row in variant.result["measures"]}
    rows = [
        [
            pin["org_id"],
            measures.get(pin["measure"], pin["measure"]),
            choices[pin["choice"]],
            f"{pin['by_name']}: {pin['why']}",
        ]
        for pin in variant.setup["pins"]
    ]
    head = [_("조직"), _("지원 수단"), _("선택"), _("누가, 왜")]
    return [{"title": _("손으로 정해 둔 것"), "head": head, "rows": rows}] if rows else []


def _lines(variant: Variant) -> list[list[str]]:
    rows = variant.choices.exclude(measure=None).order_by("organization__district__name", "organization__name")
    return [
        [f"{name} ({code})", f"{measure}\n{source_words(source)}", formats.won(amount), reason]
        for name, code, measure, source, amount, reason in rows.values_list(
            "organization__name", "organization__code", "measure__name", "source", "amount", "reason"
        )
    ]


def _vote(round: Round) -> dict[str, Any]:
    """The form to be signed; with the names where they are known already."""
    sitting = Sitting.objects.filter(round=round).prefetch_related("members").first()
    seats = [[member.name, member.belongs_to] for member in sitting.members.all()] if sitting else []
    empty = [["", ""]] * max(0, EMPTY_SEATS - len(seats))
    return {
        "title": _("심의 결과"),
        "facts": [
            (_("위원회"), sitting.committee if sitting else ""),
            (_("연 날"), formats.seoul_date(sitting.held_on) if sitting else ""),
            (_("연 곳"), sitting.place if sitting else ""),
        ],
        "head": [_("위원"), _("소속"), _("찬성"), _("반대"), _("기권"), _("이해관계로 빠진 조직"), _("서명")],
        "seats": [*seats, *empty],
        "changes_title": _("바꾼 것과 까닭"),
    }
