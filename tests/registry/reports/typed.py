"""What people type into the three forms."""

FULL = {
    "sales_private": "100,000,000",
    "cost_of_goods": "60,000,000",
    "labour_cost": "30,000,000",
    "other_cost": "10,000,000",
    "workers_paid": "2",
    "evidence": "B",
}
CASH = {
    "sold": "1천만원",
    "received": "0",
    "materials": "4,000,000",
    "wages": "0",
    "others": "1,500,000",
    "workers_paid": "0",
    "evidence": "C",
}

STATEMENT = {
    "line_total_sales": "300,000,000",
    "line_cost_of_sales": "120,000,000",
    "line_total_admin": "150,000,000",
    "line_wages": "90,000,000",
    "line_government_subsidy": "20,000,000",
    "sales_public": "50,000,000",
    "subsidy_county": "5,000,000",
    "workers_paid": "4",
    "workers_subsidised": "1",
    "evidence": "B",
}
