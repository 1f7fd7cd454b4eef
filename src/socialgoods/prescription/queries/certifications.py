"""The mark and the certifications that an organisation could ask for: which criteria it meets, as far as the county knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.prescription import parameters
from socialgoods.prescription.rules import certification as rules
from socialgoods.prescription.rules.certification import Books, Rule, Test
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Mark, MarkState, Organization, ReportState
from socialgoods.registry.queries import mark as marks
from socialgoods.registry.queries.organization import valid_designations
from socialgoods.registry.queries.report import accounts_of
from socialgoods.registry.rules.mark import criteria

UNINCORPORATED = frozenset({"unincorporated", "sole_proprietor", "civic_group"})


@dataclass(frozen=True)
class Hint:
    """A mark or certification: had already, within reach, or not, with what is known of each criterion."""

    name: str
    has_it: bool
    tests: Sequence[Test]
    url: str = ""
    until: date | None = None

    @property
    def failed(self) -> list[Test]:
        return [test for test in self.tests if test.passed is False]

    @property
    def unknown(self) -> list[Test]:
        return [test for test in self.tests if test.passed is None]

    @property
    def is_within_reach(self) -> bool:
        return not self.has_it and not self.failed and not self.unknown


def mark(organization: Organization, on: date) -> Hint:
    held = Mark.objects.filter(organization=organization, state=MarkState.GRANTED, ends_on__gt=on).first()
    tests = [Test(row.label, row.passed, row.evidence, "", True) for row in criteria(marks.facts(organization, on=on))]
    url = reverse("mark_apply", args=[organization.code])
    return Hint(_("소셜굿즈 마크"), held is not None, tests, url, held.ends_on if held else None)


def hints(organization: Organization, on: date) -> list[Hint]:
    """Certifications that can partly be judged from reports."""
    names = codes.designations()
    held = {row.kind: row.ends_on for row in valid_designations(on).filter(organization=organization)}
    books = _books(organization)
    return [
        Hint(
            names["certified_social_enterprise"], "certified_social_enterprise" in held, _social(organization, books, on),
            until=held.get("certified_social_enterprise"),
        ),
        Hint(
            names["village_enterprise"], "village_enterprise" in held, _village(organization, books, on),
            until=held.get("village_enterprise"),
        ),
    ]  # fmt: skip


def _books(organization: Organization) -> Books:
    rows = AnnualReport.objects.filter(organization=organization, state=ReportState.CONFIRMED)
    row = rows.order_by("-fiscal_year").first()
    if row is None:
        return Books()
    found = accounts_of(row)
    return Books(
        row.fiscal_year,
        found.earned if found else None,
        row.labour_cost,
        row.workers_paid,
        row.workers_vulnerable,
        row.members,
    )


def _rule(dated: object, on: date) -> Rule:
    since = dated.since(on)  # type: ignore[attr-defined]
    return Rule(since.value, since.source, since.verified)


def _social(organization: Organization, books: Books, on: date) -> list[Test]:
    forms = parameters.CERTIFIABLE_FORMS.since(on)
    return rules.social_enterprise(
        books, legal_form=organization.legal_form, forms=forms.value, forms_source=forms.source,
        revenue=_rule(parameters.REVENUE_OVER_LABOUR, on), vulnerable=_rule(parameters.VULNERABLE_WORKERS, on),
    )  # fmt: skip


def _village(organization: Organization, books: Books, on: date) -> list[Test]:
    return rules.village_enterprise(
        books, legal_form=organization.legal_form, unincorporated=UNINCORPORATED,
        legal=_rule(parameters.VILLAGE_LEGAL_PERSON, on), founders=_rule(parameters.VILLAGE_FOUNDERS, on),
    )  # fmt: skip
