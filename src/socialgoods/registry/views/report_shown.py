"""What the pages of one report have in common: the report, what it says, and what it is asked."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.registry import permissions
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report import ReasonForm, names
from socialgoods.registry.models import AnnualReport, EntryWay
from socialgoods.registry.queries import report as queries
from socialgoods.registry.rules import report as rules
from socialgoods.registry.rules import report_table, statement


def load(code: str, year: int) -> AnnualReport:
    rows = AnnualReport.objects.select_related("organization", "saved_by", "submitted_by", "decided_by")
    return get_object_or_404(rows, organization__code=code, fiscal_year=year)


def shown(request: HttpRequest, row: AnnualReport, **more: object) -> dict[str, Any]:
    on, user = clock.today(), request.user
    last = queries.report_of(row.organization, row.fiscal_year - 1)
    before = actions.values(last) if last else None
    return {
        "report": row,
        "organization": row.organization,
        "on": on,
        "last": last,
        "readings": queries.readings(row),
        "groups": list(report_table.groups(actions.values(row), before, names())),
        "workings": workings(row),
        "grossed": grossed(row),
        "asked": asked(row, last),
        "returns": row.entry_lines.get("returns", []),
        "may_edit": permissions.may_edit_report(user, row, on),
        "may_decide": permissions.may_decide_report(user, row, on),
        "may_withdraw": permissions.may_withdraw_report(user, row, on),
        "may_reopen": permissions.may_reopen_report(user, row, on),
        "reason_form": ReasonForm(),
        **more,
    }


def asked(row: AnnualReport, last: AnnualReport | None) -> list[dict[str, Any]]:
    """Each question with the answer given, if any."""
    answers = row.entry_lines.get("answers", {})
    organization = row.organization
    context = rules.Context(
        names=names(),
        last=actions.values(last) if last else None,
        legal_form=organization.legal_form,
        founded_year=organization.founded_on.year if organization.founded_on else None,
        year=row.fiscal_year,
        is_cash=row.entry_way == EntryWay.CASH,
    )
    found = rules.questions(actions.values(row), context)
    return [{"code": q.code, "field": q.field, "text": q.text, "answer": answers.get(q.code, "")} for q in found]


def workings(row: AnnualReport) -> list[dict[str, Any]]:
    """How the columns came about from what was typed."""
    if row.entry_way == EntryWay.FULL:
        added = grossed(row)
        return [added] if added else []
    if row.entry_way != EntryWay.STATEMENT:
        return []
    lines, labels = row.entry_lines, names()
    split = statement.Split.of({**lines.get("split", {}), "wages_netted": lines.get("wages_netted")})
    return [
        {"label": labels[name], "parts": parts, "sum": sum(amount for _name, amount in parts)}
        for name, parts in statement.workings(lines.get("statement", {}), split).items()
    ]


def grossed(row: AnnualReport) -> dict[str, Any] | None:
    """The labour cost with the wages added that the book left out, as arithmetic."""
    netted = row.entry_lines.get("wages_netted")
    if not netted or row.labour_cost is None:
        return None
    parts = [(_("장부에 적은 인건비"), row.labour_cost - netted), *rules.gross_up_parts(netted)]
    return {"label": names()["labour_cost"], "parts": parts, "sum": row.labour_cost}
