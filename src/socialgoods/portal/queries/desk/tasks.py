"""The pieces of a desk."""

from dataclasses import dataclass, field


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
class Section:
    title: str
    tasks: list[Task] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    nothing: str = ""
    """Said when nothing waits."""


@dataclass
class Desk:
    sections: list[Section] = field(default_factory=list)

    def add(self, section: Section) -> None:
        self.sections.append(section)

    @property
    def waiting(self) -> int:
        return sum(len(section.tasks) for section in self.sections)
