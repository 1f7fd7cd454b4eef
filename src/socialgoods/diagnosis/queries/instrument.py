"""Which instrument asks in which year, and what it asks of an organisation."""

from functools import lru_cache
from importlib.resources import files as package
from typing import TYPE_CHECKING, Union, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.analysis.scoring import instrument as files
from socialgoods.analysis.scoring import points, points_file
from socialgoods.diagnosis.models import Assessment, InstrumentFile, InstrumentUse, Purpose
from socialgoods.diagnosis.parameters import SHIPPED
from socialgoods.diagnosis.rules.assessment import Asked
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Organization

if TYPE_CHECKING:
    from socialgoods.analysis.scoring.instrument import Instrument
    from socialgoods.analysis.scoring.points import Answers, Points
    from socialgoods.analysis.scoring.points_file import PointsInstrument, PointsItem, Question

Any_ = Union["Instrument", "PointsInstrument"]


def shipped() -> tuple[str, ...]:
    return (*files.shipped(), *points_file.shipped())


def purpose_of(instrument: Any_) -> Purpose:
    return Purpose.SVI if isinstance(instrument, points_file.PointsInstrument) else Purpose.COUNTY


@lru_cache(maxsize=16)
def _parsed(text: str, purpose: str) -> Any_:
    return points_file.load(text) if purpose == Purpose.SVI else files.load(text)


@lru_cache(maxsize=16)
def _shipped(version: str) -> Any_:
    return points_file.named(version) if version in points_file.shipped() else files.named(version)


def instrument_of(version: str) -> Any_:
    """Shipped, or the county's own. `InstrumentError` where there is none of that name."""
    row = InstrumentFile.objects.filter(version=version).first() if version not in shipped() else None
    return parsed(row) if row else _shipped(version)


def parsed(row: InstrumentFile) -> Any_:
    return _parsed(row.text, row.purpose)


def found_or_none(version: str) -> Any_ | None:
    """For pages about the past: a result outlives the file it was asked with."""
    try:
        return instrument_of(version) if version else None
    except files.InstrumentError:
        return None


def text_of(version: str) -> str:
    """The file itself."""
    if version in shipped():
        return (package("socialgoods.analysis") / "instruments" / f"{version}.toml").read_text(encoding="utf-8")
    return InstrumentFile.objects.get(version=version).text


def in_use(year: int, purpose: str = Purpose.COUNTY) -> str:
    """The version that asks about the year; one that has been begun to be asked, or came from a file, keeps its year."""
    begun = Assessment.objects.filter(year=year, purpose=purpose)
    version = begun.order_by("pk").values_list("version", flat=True).first()
    if version:
        return version
    chosen = InstrumentUse.objects.filter(purpose=purpose, from_year__lte=year).order_by("-from_year").first()
    return chosen.version if chosen else SHIPPED[purpose]


def form_of(instrument: Any_, organization: Organization, year: int) -> str:
    """By kind and by the paid workers of the latest report up to the year."""
    reports = AnnualReport.objects.filter(organization=organization, fiscal_year__lte=year).exclude(workers_paid=None)
    workers = reports.order_by("-fiscal_year").values_list("workers_paid", flat=True).first()
    return instrument.form_for(organization.kind, DEFAULT.size_of(workers))


def in_english() -> bool:
    return (get_language() or "ko").startswith("en")


def asked(instrument: Any_, form: str) -> list[Asked]:
    """The questions of a form in the reader's language."""
    if isinstance(instrument, points_file.PointsInstrument):
        return [_question(item, question) for item in instrument.items for question in item.questions]
    english, names = in_english(), codes.dimensions()
    return [
        Asked(
            item.code, item.dimension, item.weight, item.scale, item.en if english else item.ko, names[item.dimension]
        )
        for item in instrument.items_of(form)
    ]


def _question(item: "PointsItem", question: "Question") -> Asked:
    english = in_english()
    scale = len(question.points) if question.kind == "steps" else 1
    return Asked(
        question.code, item.area, 1.0, scale, question.en if english else question.ko,
        item.area_en if english else item.area, kind=question.kind, of=item.code, title=item.en if english else item.ko,
        help=item.help_en if english else item.help,
    )  # fmt: skip


def points_of(version: str, answers: "Answers") -> "Points":
    """What the answers come to in points of the instrument's own."""
    return points.scored(cast("PointsInstrument", instrument_of(version)), answers)


def form_names(instrument: Any_) -> dict[str, str]:
    """What the forms are called on screen."""
    known = {"long": _("긴 양식"), "short": _("짧은 양식"), points_file.FORM: _("한 가지 양식")}
    return {form.name: known.get(form.name, form.name) for form in instrument.forms}
