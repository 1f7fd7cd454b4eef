"""The catalogue of the files of DESIGN part 7, as data. Readers, templates and `docs/files.md` are made from it."""

from socialgoods.exchange.files.organisations import ORGANISATIONS
from socialgoods.exchange.files.plan import (
    ASSESSMENTS,
    BUDGETS,
    FLOORS,
    MEASURES,
    MEMBERSHIPS,
    OBSERVATIONS,
    PINS,
    SUPPORTS,
    TARGETS,
)
from socialgoods.exchange.files.reports import ANNUAL_REPORTS
from socialgoods.exchange.files.spec import AtMost, Field, FileSpec, InOrder, Need, Once, OneOf, Rule, Together

SPECS: dict[str, FileSpec] = {
    spec.name: spec
    for spec in (
        ORGANISATIONS,
        ANNUAL_REPORTS,
        MEMBERSHIPS,
        SUPPORTS,
        MEASURES,
        ASSESSMENTS,
        BUDGETS,
        TARGETS,
        OBSERVATIONS,
        FLOORS,
        PINS,
    )
}

__all__ = ["SPECS", "AtMost", "Field", "FileSpec", "InOrder", "Need", "Once", "OneOf", "Rule", "Together"]
