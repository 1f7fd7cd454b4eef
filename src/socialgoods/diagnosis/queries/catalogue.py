"""Instruments as their pages show them: the list, and one of them whole."""

from typing import Any

from socialgoods.analysis.scoring.points_file import PointsInstrument
from socialgoods.diagnosis.models import InstrumentFile
from socialgoods.diagnosis.queries import instrument as queries
from socialgoods.diagnosis.queries.instrument import Any_, in_english
from socialgoods.diagnosis.rules.readings import READINGS
from socialgoods.kernel.formats import number, percent
from socialgoods.registry import codes


def versions() -> list[str]:
    return [*queries.shipped(), *InstrumentFile.objects.values_list("version", flat=True)]


def rows() -> list[dict[str, Any]]:
    own = {row.version: row for row in InstrumentFile.objects.select_related("added_by")}
    return [_row(version, own.get(version)) for version in (*queries.shipped(), *own)]


def _row(version: str, own: InstrumentFile | None) -> dict[str, Any]:
    instrument = queries.parsed(own) if own else queries.instrument_of(version)
    purpose = queries.purpose_of(instrument)
    return {
        "version": version,
        "purpose": purpose.label,
        "items": len(instrument.items),
        "indicators": len(instrument.indicators),
        "added_by": own.added_by if own else None,
        "added_at": own.added_at if own else None,
    }


def shown(version: str) -> dict[str, Any]:
    instrument = queries.instrument_of(version)
    context = {"version": version, "is_points": isinstance(instrument, PointsInstrument)}
    if isinstance(instrument, PointsInstrument):
        return context | _points(instrument)
    names, english = codes.dimensions(), in_english()
    sections: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    form_names = queries.form_names(instrument)
    for item in instrument.items:
        said = {
            "code": item.code,
            "text": item.en if english else item.ko,
            "weight": _plain(item.weight),
            "scale": item.scale,
            "forms": [form_names[form] for form in item.forms],
        }
        sections[item.dimension].append(said)
    return context | {
        "count": len(instrument.items),
        "indicator_count": len(instrument.indicators),
        "forms": _forms(instrument),
        "sections": [{"name": names[name], "questions": found} for name, found in sections.items() if found],
        "indicators": _indicators(instrument),
        "compared": _compared(version, instrument),
    }


def _forms(instrument: Any_) -> list[dict[str, Any]]:
    kinds, names = codes.kinds(), queries.form_names(instrument)
    return [
        {
            "name": names[form.name],
            "code": form.name,
            "is_first": place == 0,
            "kinds": [kinds.get(kind, kind) for kind in form.kinds],
            "sizes": list(form.sizes),
            "count": len(queries.asked(instrument, form.name)),
        }
        for place, form in enumerate(instrument.forms)
    ]


def _indicators(instrument: Any_) -> list[dict[str, Any]]:
    names, english, form_names = codes.dimensions(), in_english(), queries.form_names(instrument)
    found = []
    for each in instrument.indicators:
        reading = READINGS[each.reading]
        say = number if reading.is_won else percent
        found.append(
            {
                "text": each.en if english else each.ko,
                "dimension": names[each.dimension],
                "formula": reading.formula,
                "weight": _plain(each.weight),
                "bands": [(say(value), points) for value, points in each.bands],
                "forms": [form_names[form] for form in each.forms],
            }
        )
    return found


def _compared(version: str, instrument: Any_) -> list[dict[str, Any]]:
    """With every other version of the same purpose: an item that is asked alike is kept."""
    mine, found = _alike(instrument), []
    for other in versions():
        against = queries.instrument_of(other)
        if other != version and type(against) is type(instrument):
            theirs = _alike(against)
            kept = len(mine & theirs)
            found.append({"version": other, "kept": kept, "new": len(mine) - kept, "gone": len(theirs) - kept})
    return found


def _alike(instrument: Any_) -> set[tuple[Any, ...]]:
    return {(item.code, item.ko, getattr(item, "scale", None)) for item in instrument.items}


def _points(instrument: PointsInstrument) -> dict[str, Any]:
    english = in_english()
    areas: dict[str, list[dict[str, Any]]] = {}
    for number_, item in enumerate(instrument.items, start=1):
        said = {
            "number": number_,
            "text": item.en if english else item.ko,
            "help": item.help_en if english else item.help,
            "maximum": _plain(item.maximum),
            "is_published": item.is_published,
            "questions": [question.en if english else question.ko for question in item.questions],
        }
        areas.setdefault(item.area_en if english else item.area, []).append(said)
    published = [item for item in instrument.items if item.is_published]
    return {
        "title": instrument.en if english else instrument.ko,
        "source": instrument.source,
        "count": len(instrument.items),
        "published": len(published),
        "scorable": _plain(sum(item.maximum for item in published)),
        "maximum": _plain(instrument.maximum),
        "sections": [{"name": name, "questions": found} for name, found in areas.items()],
        "grades": [(grade.en if english else grade.ko, _plain(grade.start)) for grade in reversed(instrument.grades)],
        "compared": _compared(instrument.version, instrument),
    }


def _plain(value: Any) -> str:
    """2 for 2.0, 2.5 as it is."""
    return f"{float(value):g}"
