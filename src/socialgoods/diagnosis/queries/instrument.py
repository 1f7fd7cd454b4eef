"""Which instrument asks in which year, and what it asks of an organisation."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.analysis.scoring import instrument as files
from socialgoods.diagnosis.models import Assessment, InstrumentFile, InstrumentUse, Purpose
from socialgoods.diagnosis.parameters import SHIPPED
from socialgoods.diagnosis.rules.assessment import Asked
from socialgoods.registry.models import AnnualReport, Organization

if TYPE_CHECKING:
    from socialgoods.analysis.scoring.instrument import Instrument


@lru_cache(maxsize=16)
def _parsed(text: str) -> "Instrument":
    return files.load(text)


@lru_cache(maxsize=16)
def _shipped(version: str) -> "Instrument":
    return files.named(version)


def instrument_of(version: str) -> "Instrument":
    """Shipped, or the county's own. `InstrumentError` where there is none of that name."""
    row = InstrumentFile.objects.filter(version=version).first() if version not in files.shipped() else None
    return _parsed(row.text) if row else _shipped(version)


def in_use(year: int, purpose: str = Purpose.COUNTY) -> str:
    """The version that asks about the year; one that has been begun to be asked keeps its year."""
    begun = Assessment.objects.filter(year=year, purpose=purpose).exclude(way="imported")
    version = begun.order_by("pk").values_list("version", flat=True).first()
    if version:
        return version
    chosen = InstrumentUse.objects.filter(purpose=purpose, from_year__lte=year).order_by("-from_year").first()
    return chosen.version if chosen else SHIPPED[purpose]


def form_of(instrument: "Instrument", organization: Organization, year: int) -> str:
    """By kind and by the paid workers of the latest report up to the year."""
    reports = AnnualReport.objects.filter(organization=organization, fiscal_year__lte=year).exclude(workers_paid=None)
    workers = reports.order_by("-fiscal_year").values_list("workers_paid", flat=True).first()
    return instrument.form_for(organization.kind, DEFAULT.size_of(workers))


def asked(instrument: "Instrument", form: str) -> list[Asked]:
    """The questions of a form in the reader's language."""
    in_english = (get_language() or "ko").startswith("en")
    return [
        Asked(item.code, item.dimension, item.weight, item.scale, item.en if in_english else item.ko)
        for item in instrument.items_of(form)
    ]
