"""Self-reliance from annual reports: functions from Ibis tables to Ibis tables, the same on DuckDB and on Spark.

`accounts` sums a report up, `standing` says who is self-reliant in which year, `readings` names every other figure, `cliff`
looks at support that ends, `change` finds the causes of a year's change, `groups` counts sets. Source: the plan's definitions
(DESIGN part 4). Money is whole won (int64), ratios are float64 fractions of 1, null is not known.
"""
