"""Reads, checks and writes the files of DESIGN part 7, and foreign sheets as offices send them. Knows files, not Django.

The data's way, for a foreign sheet and for our own files alike:

    book = workbook.open_workbook(path, filename="마을기업.xlsx")     # -> Workbook; raises workbook.Refused (a full sentence)
    sheet = book.read(book.sheets[0])                               # -> Sheet: cells as they stand, merged ones filled
    table = headings.find_table(sheet)                              # -> Table: title, columns, body, rows to skip and why
    spec = files.SPECS["organisations"]                             # -> FileSpec: the catalogue as data
    mapping = mappings.propose(table, spec)                         # -> Mapping: column → field, how sure, why
    checked = tables.check(table, mapping, spec, context)           # -> CheckedTable: columns of values, problems

What travels
    Sentence      a str in Korean that remembers its template: `sentence.through(gettext)` says it in another language.
    Refused       the file cannot be read at all: `refused.sentence`.
    Workbook      filename, format ("csv" "xlsx" "xls" "ods"), encoding, delimiter, sheets (names), read(name="") -> Sheet
    Sheet         file, name, rows (list of lists), first_row (sheet number of rows[0], from 1)
    Table         file, sheet, title (lines above), header_rows (numbers), columns: (Column(index, letter, heading, unit), …),
                  rows, numbers (sheet row number of each row), skips {row number: Sentence}, shape (fingerprint, sha-256 hex)
    Mapping       columns: (Match(column, heading, field, confidence, why), …), constants {field: text}, values
                  {field: {text in the sheet: code}}, preset (key or ""); `field` is "" for an unknown column and
                  mappings.IGNORED for one left out on purpose. `to_json()` / `Mapping.from_json(data)`;
                  `mapping.assign({column index: field}, constants=…)` is the officer's correction; `mapping.unknown`
                  names the columns nobody claimed; `mappings.missing(mapping, spec, strict=False)` the needed fields.
    Context       county, districts, provinces, today, choices {"kinds"|"sectors"|"sources"|"measures": {code: (ko, en)}}
    CheckedTable  numbers (sheet row of each checked row), columns {field: [value, …]} aligned with numbers (None = empty or
                  refused; date fields come with "<field>_precision": "day" | "month" | "year"), refused {row numbers},
                  skipped {row: Sentence}, problems [Problem] (bounded; error_count and warning_count are exact),
                  ok, at(number) -> dict, records() -> iterator of (number, dict) without the refused, by_cell()
    Problem       file, sheet, row, column (letter), heading, field, value, rule, remedy, severity ("error" | "warning"),
                  sentence

`check(…, skip={row numbers})` leaves out rows an officer chose; rows of totals, blank rows and repeated headers are
left out by themselves and named in `skipped`. `check(…, strict=True)` asks for every column of DESIGN part 7 (the
file commands); without it only what a record needs is asked for (imports).

`files` is the catalogue, `presets` the public files known by their columns, `cells` the parsers of single cells,
`writing` writes CSV and XLSX and the templates: write_csv(target, headings, rows, for_people=True),
write_xlsx(target, {sheet: (headings, rows)}), write_template(target, spec, context, needed_only=False);
targets are paths or binary files.
"""
