"""Reads, checks and writes the files of DESIGN part 7, and sheets as offices send them. Knows files, not Django.

The data's way, for a foreign sheet and for our own files alike:

    book = workbook.open_workbook(path, filename="마을기업.xlsx")    # -> Workbook, or raises workbook.Refused
    sheet = book.read()                                              # -> Sheet: cells as they stand
    table = headings.find_table(sheet)                               # -> Table: title, columns, body, rows to skip
                                                                     #    first_table(book): past a cover page
    spec = files.SPECS["organisations"]                              # -> FileSpec: the catalogue as data
    mapping = mappings.propose(table, spec)                          # -> Mapping: column → field, how sure, why
    checked = tables.check(table, mapping, spec, context)            # -> CheckedTable: columns of values, problems

What travels
    Sentence      a str in Korean that remembers its template: `sentence.through(gettext)` says it in another language.
    Refused       the file cannot be read at all: `refused.sentence`, `refused.reason`. Also raised by `read`: a sheet
                  is examined when it is read.
    Workbook      filename, format ("csv" "xlsx" "xls" "ods"), encoding, delimiter, sheets (names), read(name="")
    Sheet         file, name, rows (lists; "" is empty), first_row (the sheet's number of rows[0], from 1), merged
    Table         file, sheet, title (lines above), header_rows, columns (index, letter, heading, unit), rows,
                  numbers (the sheet's row number of each row), skips {row number: Sentence}, shape (sha-256 hex)
    Mapping       columns (Match: column, letter, heading, field, confidence, why), constants {field: text},
                  values {field: {word in the sheet: code}}, preset (key or ""). `field` is "" for an unknown column
                  and `mappings.IGNORED` for one left out on purpose. `to_json()`, `Mapping.from_json(data)`;
                  `mapping.assign({column index: field}, spec=spec, constants=…)` is the officer's correction;
                  `mapping.unknown` are the columns nobody claimed; `mappings.missing(mapping, spec)` needed fields.
    Context       today, county, districts {name: other names}, provinces, choices {"kinds" | "sectors" | "measures"
                  …: {code: labels}} beside the shipped codes
    CheckedTable  numbers (sheet row of each checked row), columns {field: [value, …]} aligned with them (None is empty
                  or refused), refused {row numbers}, skipped {row number: Sentence}, problems (the first 2,000;
                  error_count and warning_count are exact), ok, at(row number), records(), by_cell()
    Problem       file, sheet, row, column (letter), heading, field, value, rule, remedy, severity ("error" or
                  "warning"), where, sentence; without a row it concerns the whole table

Values: money and counts are int, decimals and shares Decimal, lon and lat float, days date with a column
"<field>_precision" ("day", "month" or "year"), several choices a tuple of codes. A check of organisations that is not
strict adds `residence` ("inside", "outside" or "unknown"), and `area` and `legal_form` where they can be told.

`check(…, skip={row numbers})` leaves out rows an officer chose, `keep={…}` takes rows that look like totals.
`check(…, strict=True)` asks for every column of DESIGN part 7 (the file commands); without it only what a record needs
is asked for (imports).

`folder` reads and checks all files of a folder at once, CSV, XLSX or Parquet, and writes tables (the file commands).

`files` is the catalogue, `presets` the public files known by their columns, `cells` the parsers of single cells.
`writing` writes: write_csv(target, headings, rows, for_people=True), write_xlsx(target, {sheet: (headings, rows)}),
write_template(target, spec, context, needed_only=False, language="ko", gettext=…): a workbook to fill in. A target is
a path or a binary file.
"""
