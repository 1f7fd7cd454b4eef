"""Dimension scores, 0–100, from answers and, with an instrument, from annual reports: functions from Ibis tables to Ibis tables.

`instrument` reads the data file, `parts` lays out what a score is made of, `scores` adds it up, `peers` places it among others,
`advice` finds what would raise it most. A score s on 1 … max counts 100 (s − 1) / (max − 1). "No answer" leaves the mean; a dimension
with under half of its weight answered is not known. Source: the plan's definitions (DESIGN part 4).
"""
