"""The pieces of a desk."""

from dataclasses import dataclass, field

from socialgoods.portal.queries.plan import CountyPlan


@dataclass(frozen=True)
class Task:
    """Something waits. `tone` colours the count: `warning` when it is for the desk's owner to act now."""

    title: str
    url: str
    count: int
    tone: str = "info"
    since: str = ""


@dataclass(frozen=True)
class Way:
    """Something one may start at any time."""

    title: str
    url: str
    icon: str


@dataclass
class Desk:
    """What every desk has; the dashboards add what they show."""

    title: str
    tasks: list[Task] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    nothing: str = ""
    """Said when nothing waits."""
    lede: str = ""
    """Said instead of how much waits, on a desk where nothing does."""
    plan: CountyPlan | None = None
    """For those who look at the county as a whole."""

    @property
    def waiting(self) -> int:
        return len(self.tasks)
