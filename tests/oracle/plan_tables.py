"""Tables of the plan's files for tests: rows as dictionaries, what is left out is not known."""

import pyarrow as pa

TEXT = {
    "org_id",
    "name",
    "kind",
    "sector",
    "area",
    "status",
    "wages_booked",
    "evidence",
    "dimension",
    "item",
    "measure",
    "source",
}
DAYS = {"founded_on", "closed_on", "ends_on"}
DECIMALS = {"score", "max_score", "workers_fte"}
COLUMNS = {
    "organisations": "org_id name kind sector area founded_on status closed_on",
    "annual_reports": "org_id fiscal_year sales_private sales_public sales_social_economy other_income subsidy_national subsidy_province"
    " subsidy_county donations cost_of_goods labour_cost other_cost workers_paid workers_vulnerable members member_capital local_purchases"
    " local_wages sales_commissioned dues capital_grant workers_fte workers_subsidised volunteer_hours wages_booked evidence",
    "assessments": "org_id year dimension item score max_score",
    "supports": "org_id year measure source amount ends_on",
}


def kind_of(column):
    for names, kind in ((TEXT, pa.string()), (DAYS, pa.date32()), (DECIMALS, pa.float64())):
        if column in names:
            return kind
    return pa.int64()


def filled(name, rows):
    """The rows with every column of the file, not known where a row does not say."""
    return [{column: row.get(column) for column in COLUMNS[name].split()} for row in rows]


def tables(**rows):
    return {
        name: pa.Table.from_pylist(filled(name, of), schema=pa.schema([(c, kind_of(c)) for c in COLUMNS[name].split()]))
        for name, of in rows.items()
    }


def organisation(org_id="W1", **more):
    return {"org_id": org_id, "kind": "cooperative", "sector": "food", "area": "삼례읍", "status": "active", **more}


def report(org_id="W1", fiscal_year=2017, **more):
    return {"org_id": org_id, "fiscal_year": fiscal_year, **more}
