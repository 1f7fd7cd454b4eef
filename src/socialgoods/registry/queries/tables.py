"""The register as the plan's tables: what `analysis` computes from and what the plan's files hold. Only confirmed reports count.

Headings and plain rows for a file; `arrow` gives the same as tables of the types that the files have. Records merged away and
organisations outside the county are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from socialgoods.exchange.files import SPECS
from socialgoods.registry.models import (
    AnnualReport,
    Membership,
    Organization,
    ReportState,
    Residence,
    StatusPeriod,
    SupportGiven,
)

if TYPE_CHECKING:
    import pyarrow as pa

Row = Sequence[Any]
Sheet = tuple[Sequence[str], Iterable[Row]]
AT_ONCE = 5_000
OF_COUNTY = Q(organization__merged_into=None) & ~Q(organization__residence=Residence.OUTSIDE)


def organisations() -> Sheet:
    headings = (
        "org_id", "name", "kind", "sector", "area", "founded_on", "status", "closed_on", "legal_form", "lon", "lat",
    )  # fmt: skip
    closed = dict(
        StatusPeriod.objects.filter(status="closed").order_by("starts_on").values_list("organization", "starts_on")
    )
    rows = Organization.objects.of_county().order_by("code")
    found = rows.values_list(
        "pk", "code", "name", "kind", "sector", "district__name", "founded_on", "status", "legal_form", "lon", "lat"
    )
    return headings, (
        (code, name, kind, sector, area or "", founded, status, closed.get(pk) if status == "closed" else None, *rest)
        for pk, code, name, kind, sector, area, founded, status, *rest in found.iterator(AT_ONCE)
    )


def annual_reports(*, until: int | None = None) -> Sheet:
    """The register grosses labour cost up where a book netted it, so what it holds is gross."""
    fields = [field.name for field in SPECS["annual_reports"] if not field.foreign and field.name != "org_id"]
    asked = {"fy_end": "fiscal_year_ends_on"}
    rows = AnnualReport.objects.filter(OF_COUNTY, state=ReportState.CONFIRMED)
    if until is not None:
        rows = rows.filter(fiscal_year__lte=until)
    rows = rows.order_by("organization__code", "fiscal_year")
    booked = fields.index("wages_booked") + 1
    return ("org_id", *fields), (
        (*row[:booked], "gross", *row[booked + 1 :])
        for row in rows.values_list("organization__code", *(asked.get(name, name) for name in fields)).iterator(AT_ONCE)
    )


def supports() -> Sheet:
    rows = SupportGiven.objects.filter(OF_COUNTY)
    rows = rows.order_by("organization__code", "year", "measure__code", "source")
    return ("org_id", "year", "measure", "source", "amount", "ends_on"), rows.values_list(
        "organization__code", "year", "measure__code", "source", "amount", "ends_on"
    ).iterator(AT_ONCE)


def memberships() -> Sheet:
    rows = Membership.objects.filter(OF_COUNTY).exclude(token="")
    rows = rows.order_by("organization__code", "pk")
    return ("org_id", "token", "role", "area", "from", "to"), (
        (code, token, part, area or "", *days)
        for code, token, part, area, *days in rows.values_list(
            "organization__code", "token", "part", "district__name", "starts_on", "ends_on"
        ).iterator(AT_ONCE)
    )


SHEETS: Mapping[str, Callable[[], Sheet]] = {
    "organisations": organisations,
    "annual_reports": annual_reports,
    "supports": supports,
    "memberships": memberships,
}


def arrow(*names: str, until: int | None = None) -> dict[str, pa.Table]:
    """The named tables; reports up to the year `until` where one is given."""
    sheets = {name: annual_reports(until=until) if name == "annual_reports" else SHEETS[name]() for name in names}
    return {name: table_of(name, sheet) for name, sheet in sheets.items()}


def table_of(name: str, sheet: Sheet) -> pa.Table:
    """A sheet of the plan's file `name` with that file's columns and types; what the sheet lacks is null."""
    from socialgoods.exchange.folder import columns

    headings, rows = sheet
    values = list(zip(*rows, strict=True)) or [()] * len(headings)
    count = len(values[0])
    fields = {field.name: field for field in SPECS[name]}
    arrays = {
        heading: columns.array_of([value or None for value in column] if "" in column else column, fields[heading])
        for heading, column in zip(headings, values, strict=True)
    }
    return columns.table_of(arrays, SPECS[name], count)
