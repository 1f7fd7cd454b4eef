"""What the path of a founding looks at, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.rules.shares import Cap


@dataclass(frozen=True)
class Figures:
    """What the law asked on the day."""

    promoters: int
    kinds: int
    notice_days: int
    signers: int
    reply_days: int
    register_days: int
    medical_consenters: int = 0
    medical_least_won: int = 0
    medical_paid_in: int = 0


@dataclass(frozen=True)
class Consenter:
    name: str
    """Told apart where two have the same."""
    stakeholder: str
    shares: int
    won: int
    together_with: str = ""
    """Who is related holds together (Decree §19②)."""


@dataclass(frozen=True)
class State:
    """A founding as it stands on a day."""

    on: date
    is_social: bool
    is_medical: bool
    is_federation: bool
    name: str
    is_name_taken: bool
    promoters: int
    has_purpose: bool
    consents: Sequence[Consenter]
    cap: Cap
    strangers: Sequence[str] = ()
    """Promoters of a federation that are no co-operatives of its kind."""
    noticed_on: date | None = None
    held_on: date | None = None
    """The day for which the founding assembly is called."""
    is_passed: bool | None = None
    """Whether it decided the founding; None as long as it has not."""
    is_closed: bool = False
    officers: frozenset[str] = frozenset()
    """Offices that it filled."""
    signatures: int = 0
    """Of members, beside the chair's."""
    is_signed_by_chair: bool = False
    filed_on: date | None = None
    accepted_on: date | None = None
    subscribed_won: int = 0
    paid_won: int = 0
    last_paid_on: date | None = None
    holdings: Mapping[str, int] = field(default_factory=dict)
    """Shares subscribed, as they stand now: what the cap is looked at again before the registration."""
    registered_on: date | None = None


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    says: str
    article: str
    done_on: date | None
    is_done: bool
    reasons: list[Reason]
    """What is missing."""
    due_on: date | None = None
    is_open: bool = False
    """Everything before it is done: this is what to do now."""
