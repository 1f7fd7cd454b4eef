"""Figures of law about assemblies, each with its first day and where it stands written."""

from datetime import date

from socialgoods.cooperative.rules.law import act, decree
from socialgoods.kernel.dated import Dated, Since

IN_FORCE = date(2012, 12, 1)

NOTICE_DAYS = Dated(Since(IN_FORCE, 7, source=act(28, 5)))
DEMANDED_BY = Dated(Since(IN_FORCE, 5, source=f"{act(28)}, 정관", verified=False))
"""A fifth of the members may demand an extraordinary assembly. The part stands in model articles; it is not read in the statute."""
DEMAND_DAYS = Dated(Since(IN_FORCE, 14, source=f"{act(28)}, 정관", verified=False))
"""Within so many days the chair calls what was demanded; from model articles as well."""
DELEGATES_ABOVE = Dated(Since(IN_FORCE, 200, source=decree(9)))
DELEGATES_PERCENT = Dated(Since(IN_FORCE, 10, source=act(31)))
DELEGATES_ENOUGH = Dated(Since(IN_FORCE, 100, source=act(31)))
DELEGATE_TERM_YEARS = Dated(Since(IN_FORCE, 2, source="정관", verified=False))
SIGNERS_BESIDE_CHAIR = Dated(Since(IN_FORCE, 3, source=act(30)))

VOTING_WAYS: Dated[frozenset[str]] = Dated(
    Since(
        IN_FORCE,
        frozenset({"in_person", "proxy"}),
        source=f"{act(23)}, {act(29)}: 직접 출석하거나 대리인으로 의결권을 행사함",
    ),
)
"""How the law lets members take part. Written and electronic votes were proposed in August 2024: a day added here, and articles
that say so, open them."""
