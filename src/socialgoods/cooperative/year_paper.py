"""The year's documents and the board's minutes on paper."""

from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import BoardMeeting, YearEnd
from socialgoods.cooperative.paper import compiled
from socialgoods.cooperative.queries import disclosure
from socialgoods.cooperative.queries import year_end as years
from socialgoods.kernel.formats import seoul_date, seoul_moment, won
from socialgoods.kernel.periods import day_before, seoul_day


def year_papers(row: YearEnd) -> bytes:
    return compiled("year.typ", year_words(row))


def year_words(row: YearEnd) -> dict[str, Any]:
    """사업보고서, 대차대조표, 손익계산서, 잉여금처분안 or 손실금처리안, and what the auditor says."""
    found = years.figures(row.cooperative, row.year)
    if found is None:
        raise ValueError(f"no books of {row}")
    day = day_before(found.when.ends_on)
    income, sheet = found.income, found.sheet
    last = _("손실금처리안") if found.is_loss else _("잉여금처분안")
    unit = _("단위: 원")
    said = disclosure.content(row, row.resolved_on or day)
    return {
        "title": _("%(year)s 회계연도 결산 서류") % {"year": row.year},
        "cooperative": row.cooperative.name,
        "period": f"{seoul_date(found.when.starts_on)} – {seoul_date(day)}",
        "report": {"title": _("1. 사업보고서"), "text": row.report or _("사업보고를 아직 적지 않았습니다.")},
        "tables": [
            {"title": _("2. 대차대조표(%(day)s 현재)") % {"day": seoul_date(day)}, "unit": unit,
             "rows": _rows(said["assets"]) + _rows(said["liabilities"]) + _rows(said["equity"])
             + [["total", _("부채와 자본 합계"), won(sheet.total_liabilities + sheet.total_equity)]]},
            {"title": _("3. 손익계산서"), "unit": unit,
             "rows": _rows(said["income"]) + _rows(said["expense"])
             + [["total", _("당기 잉여금(손실)"), won(income.result)]]},
            {"title": f"4. {last}", "unit": unit,
             "rows": [["line", name, won(amount)] for name, amount in said["disposition"]]},
        ],
        "audit": {
            "title": _("5. 감사 의견"),
            "text": row.audit_opinion or _("아직 감사 의견이 없습니다."),
            "by": f"{seoul_date(row.opined_on)} {_('감사')} {row.auditor_name}" if row.opined_on else "",
        },
        "footer": _("모든 금액은 장부에서 계산했습니다."),
    }  # fmt: skip


def _rows(part: dict[str, Any]) -> list[list[str]]:
    rows = []
    for group in part["groups"]:
        rows.append(["group", group["name"], won(group["amount"])])
        rows += [["line", name, won(amount)] for name, amount in group["lines"]]
    name, amount = part["total"]
    return [*rows, ["total", name, won(amount)]]


def board_minutes(row: BoardMeeting) -> bytes:
    return compiled("board.typ", board_words(row))


def board_words(row: BoardMeeting) -> dict[str, Any]:
    present = [each.officer for each in row.present.all()]
    return {
        "title": _("이사회 의사록"),
        "cooperative": row.cooperative.name,
        "facts": [
            (_("연 때"), seoul_moment(row.held_at)),
            (_("곳"), row.place or _("적지 않음")),
            (_("참석한 이사"), ", ".join(str(officer) for officer in present)),
        ],
        "decisions": {
            "title": _("의안과 결과"),
            "head": [_("의안"), _("찬성"), _("반대"), _("기권"), _("결과")],
            "rows": [
                [each["title"], str(each["for"]), str(each["against"]), str(each["abstained"]),
                 _("가결") if each["is_passed"] else _("부결")]
                for each in row.decisions
            ],
            "none": _("의결한 의안이 없습니다."),
        },
        "minutes": {"title": _("논의한 내용"), "text": row.minutes or _("적지 않았습니다.")},
        "signs": [[officer.name, str(officer.get_office_display())] for officer in present],
        "sign": _("(서명)"),
        "day": seoul_date(seoul_day(row.held_at)),
    }  # fmt: skip
