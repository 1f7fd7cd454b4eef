"""The centre's monthly report as a spreadsheet and as a paper."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.kernel import formats
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry import codes
from socialgoods.support.queries.activity import ROWS, Activity, Month

DOCUMENTS = Path(__file__).parent / "documents"


def figure_names() -> dict[str, str]:
    return {
        "contacts": _("만남"),
        "visits": _("그 가운데 방문"),
        "deliveries": _("전달한 지원"),
        "tasks_done": _("마친 할 일"),
        "tasks_overdue": _("날이 지난 할 일"),
        "invitations": _("공모 초대"),
        "applications": _("공모 신청"),
        "promises": _("새 약속"),
    }


def told(value: int | None) -> str:
    return _("5곳 미만이라 보이지 않음") if value is None else formats.number(value)


def line_name(labels: tuple[str, ...]) -> str:
    """A kind of contact, or a measure and its source."""
    if not labels:
        return _("그 밖(작은 것을 합침)")
    return labels[0] if len(labels) == 1 else f"{labels[0]} · {codes.source_words(labels[1])}"


def rows_of(name: str, month: Month) -> Iterable[list[Any]]:
    """What stands behind a figure: day, organisation, what, won, who."""
    for row in ROWS[name](month):
        if name in {"contacts", "visits"}:
            yield [row.held_on, row.organization, row.get_kind_display(), None, row.recorded_by, row.get_absolute_url()]
        elif name == "deliveries":
            commitment = row.commitment
            what = f"{line_name((commitment.measure.name, commitment.source))} — {row.what}"
            yield [
                row.delivered_on,
                commitment.organization,
                what,
                row.cost,
                row.recorded_by,
                commitment.get_absolute_url(),
            ]
        elif name == "tasks_done":
            yield [row.done_on, row.organization, row.what, None, row.person or row.get_whose_display(), ""]
        elif name == "tasks_overdue":
            yield [row.due_on, row.organization, row.what, None, row.person or row.get_whose_display(), ""]
        elif name == "invitations":
            yield [
                seoul_day(row.invited_at),
                row.organization,
                str(row.call),
                row.amount,
                "",
                row.call.get_absolute_url(),
            ]
        elif name == "applications":
            yield [
                seoul_day(row.submitted_at),
                row.organization,
                str(row.call),
                row.amount,
                "",
                row.call.get_absolute_url(),
            ]
        else:
            yield [
                seoul_day(row.promised_at),
                row.organization,
                row.measure.name,
                row.amount,
                row.carried_by,
                row.get_absolute_url(),
            ]


def title_of(month: Month) -> str:
    said = {"year": month.year, "month": month.month}
    if month.advisor is None:
        return _("%(year)s년 %(month)s월 자문·지원 활동 보고") % said
    return _("%(year)s년 %(month)s월 자문·지원 활동 — %(name)s") % {**said, "name": month.advisor.name}


def xlsx(found: Activity, *, with_rows: bool) -> bytes:
    """Figures, and for who may see them the rows behind each, a sheet a figure."""
    from socialgoods.exchange import writing

    names = figure_names()
    sheets: dict[str, Any] = {
        _("수치"): (
            (_("무엇"), _("건"), _("조직"), _("금액(원)")),
            [(names[f.name], told(f.value), told(f.organizations), f.won) for f in found.figures.values()],
        ),
        _("만남"): (
            (_("구분"), _("건"), _("조직")),
            [_shown(line)[:3] for line in found.kinds],
        ),
        _("지원과 비용"): (
            (_("지원 수단과 재원"), _("건"), _("조직"), _("비용(원)")),
            [_shown(line) for line in found.measures],
        ),
    }
    if with_rows:
        headings = (_("날"), _("등록번호"), _("조직"), _("내용"), _("금액(원)"), _("누가"))
        for name, label in names.items():
            rows = [
                (day, organization.code, organization.name, what, won, str(who or ""))
                for day, organization, what, won, who, _url in rows_of(name, found.month)
            ]
            sheets[_("%(name)s 목록") % {"name": label}] = (headings, rows)
    target = io.BytesIO()
    writing.write_xlsx(target, sheets)
    return target.getvalue()


def _shown(line: Any) -> tuple[str, Any, Any, Any]:
    if not line.is_told:
        return line_name(line.labels), told(None), told(None), told(None)
    return line_name(line.labels), line.n, len(line.organizations), line.won


def pdf(found: Activity, *, made_on: str) -> bytes:
    import typst  # 80 MB that only this needs

    names, county = figure_names(), settings.COUNTY
    words = {
        "language": (get_language() or "ko")[:2],
        "county": f"{county.name} · {county.contact}",
        "footer": _("문의 %(phone)s · %(day)s에 만듦") % {"phone": county.phone, "day": made_on},
        "title": title_of(found.month),
        "figures_title": _("한눈에"),
        "figures_head": [_("무엇"), _("건"), _("조직"), _("금액")],
        "figures": [
            [names[f.name], told(f.value), told(f.organizations), formats.won_words(f.won) if f.won is not None else ""]
            for f in found.figures.values()
        ],
        "kinds_title": _("만남"),
        "kinds_head": [_("구분"), _("건"), _("조직")],
        "kinds": [[str(each) for each in _shown(line)[:3]] for line in found.kinds],
        "measures_title": _("전달한 지원과 비용"),
        "measures_head": [_("지원 수단과 재원"), _("건"), _("조직"), _("비용(원)")],
        "measures": [_paper_row(line) for line in found.measures],
        "none": _("이 달에는 없습니다."),
        "note": _("사례철에 적힌 기록에서 셈했습니다. 전달은 되돌린 것을 뺀 것이고, 조직 수는 겹치지 않게 셉니다."),
    }

    fonts = [str(folder) for folder in (settings.PACKAGE / "portal" / "fonts").iterdir()]
    return typst.compile(
        str(DOCUMENTS / "activity.typ"), format="pdf", font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
    )  # fmt: skip


def _paper_row(line: Any) -> list[str]:
    name, n, organizations, won = _shown(line)
    return [name, str(n), str(organizations), formats.won(won) if isinstance(won, int) else won]
