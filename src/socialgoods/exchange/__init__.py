"""Reads, checks and writes files: those of the exchange format and the sheets that offices send. No models, no Django.

The data's way: `workbook.read` refuses what is dangerous and gives sheets of raw cells → `headings.find_table` finds the
table under titles and notes → `headings.propose` maps its columns to the fields of a `files.FileSpec` (or a `presets.Preset`
of a public file does) → `check.check` parses column by column and names every problem by file, sheet, row and column →
the caller reads clean columns. `writing` goes the other way.
"""
