"""What can be wrong with an instrument file: a key for those who translate, a sentence in English, and the line."""

from typing import Any

SENTENCES = {
    "encoding": "The instrument is not a TOML file in UTF-8: {why}.",
    "syntax": "The instrument is not a TOML file in UTF-8: {why}.",
    "deep": "The instrument is not a TOML file that can be read: it is nested too deeply.",
    "kind": "There is no kind of instrument {value}. There are: scores, points.",
    "gives_points": "This instrument gives points of its own and no scores of the seven dimensions.",
    "gives_scores": "This instrument scores the seven dimensions and gives no points of its own.",
    "tables": "Items and indicators are written as [[item]] and [[indicator]], grades as [[grade]].",
    "forms": "Forms are written as [form.name], and there is at least one.",
    "form_name": "{value} is no name for a form: at most 30 letters, digits, - and _.",
    "form_list": "form {code}: {name} is a list of texts.",
    "form_size": "form {code}: there is no size class {value}. There are: {known}.",
    "form_empty": "form {code}: no item and no indicator is asked in it.",
    "version": "The instrument needs a version and at least one [[item]].",
    "version_name": "{value} is no name for a version: at most 60 letters, digits, - . and _.",
    "many": "The instrument has {count} items and indicators; at most {most} can be asked.",
    "lacks": "{code}: it lacks something: {name}.",
    "text": "{code}: {name} is a text that is not empty, of at most {most} characters.",
    "number": "{code}: {name} is a number.",
    "whole": "{code}: {name} is a whole number.",
    "code": "{code}: a code is a name of at most 60 letters, digits, - . and _.",
    "twice": "The code {code} stands twice; give each item and indicator a code of its own.",
    "dimension": "{code}: there is no dimension {value}. There are: {known}.",
    "weight": "{code}: a weight lies in 0.001 … 1000 and has at most three decimals.",
    "scale": "{code}: a scale runs from 1 to at least 2 and at most 10.",
    "reading": "{code}: there is no reading {value}. There are: {known}.",
    "bands": "{code}: bands are a list of pairs of numbers, [value, points].",
    "bands_rise": "{code}: bands need at least two values, each larger than the one before.",
    "bands_points": "{code}: points of bands lie in 0 … 100 and only rise or only fall.",
    "form_names": "{code}: forms are a list of at least one form.",
    "form_unknown": "{code}: there is no form {value}. There are: {known}.",
    "maximum": "{code}: max is a number of points larger than 0 and at most 1000.",
    "rule": "{code}: there is no rule {value}. There are: {known}.",
    "part": "{code}: {name} is written as {{code, ko}}, its code another than all others.",
    "points": "{code}: {name} lies in 0 … max, which is {most}.",
    "steps": "{code}: points of a part are two to ten numbers that rise.",
    "steps_sum": "{code}: the best answers to the parts give {sum} points, max is {most}.",
    "steps_from": "{code}: bands begin at 0, from or over larger than the one before, with points that do not fall.",
    "grades": "Grades begin at 0, each from larger than the one before, and have a ko.",
}  # fmt: skip


class InstrumentError(ValueError):
    """Says what in the file is wrong and what to do. `line`: where it stands in the file, from 1, if that is known.

    `key` and `values` are for those who say it in another language than English; `where` is table, number of the table and key.
    """

    def __init__(self, key: str, /, *, where: tuple[str, int, str] | None = None, **values: Any) -> None:
        sentence = SENTENCES.get(key)
        super().__init__(key if sentence is None else sentence.format(**values))
        self.key, self.values, self.where = key, values, where
        self.line: int | None = None
