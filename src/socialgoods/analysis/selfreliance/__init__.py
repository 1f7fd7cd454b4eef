"""Self-reliance from annual reports: functions from Ibis tables to Ibis tables, the same on DuckDB and on Spark.

`accounts` sums a report up, `standing` says who is self-reliant in which year, `readings` names every other figure, `cliff`
looks at support that ends, `groups` counts sets; `change` (one organisation, exact) and `causes` (all at once) find the causes of a
year's change. Source: the plan's definitions (DESIGN part 4). Money is whole won (int64), ratios are float64 fractions of 1, null is
not known.
"""
