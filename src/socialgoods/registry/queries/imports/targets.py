"""What can be imported. One description each; the way from file to record is the same for all."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgoods.exchange.files import SPECS, FileSpec
from socialgoods.registry.queries.imports import designations, memberships, organizations, reports, supports
from socialgoods.registry.queries.imports.asked import Asked
from socialgoods.registry.rules.imports.files import DESIGNATIONS
from socialgoods.registry.rules.imports.plan import Plan

Words = str | Promise


@dataclass(frozen=True)
class Choice:
    """Something the officer decides once for the whole sheet."""

    name: str
    label: Words
    answers: tuple[tuple[str, Words], ...]
    """The first is what holds without a choice."""


@dataclass(frozen=True)
class Target:
    key: str
    spec: FileSpec
    label: Words
    unit: Words
    plan: Callable[[Asked], Plan]
    constants: tuple[str, ...] = ()
    """Fields that may be given once for all rows."""
    choices: tuple[Choice, ...] = ()
    private: frozenset[str] = field(default_factory=frozenset)
    """Fields about persons: shown masked, and the file is erased at once."""

    @property
    def command(self) -> str:
        return f"import_{self.key}"


FILLING = Choice(
    "only_fill",
    _("등록부에 이미 있는 값이 파일과 다르면"),
    (("", _("파일의 값으로 바꾸기")), ("yes", _("그대로 두고 빈 칸만 채우기"))),
)
REPORT_STATE = Choice(
    "state",
    _("가져온 보고의 상태"),
    (
        ("submitted", _("제출됨 — 다른 담당자가 하나씩 확인")),
        ("confirmed", _("확정 — 증빙을 확인한 지난 자료")),
    ),
)
MONEY_UNIT = Choice(
    "unit",
    _("금액의 단위"),
    (
        ("", _("표에 적힌 대로")),
        ("1", _("원")),
        ("1000", _("천원")),
        ("10000", _("만원")),
        ("1000000", _("백만원")),
        ("100000000", _("억원")),
    ),
)
NEW_MEASURES = Choice(
    "new_measures",
    _("지원 수단 목록에 없는 이름이면"),
    (("", _("고칠 행으로 알리기")), ("yes", _("새 지원 수단 만들기"))),
)

TARGETS: dict[str, Target] = {
    target.key: target
    for target in (
        Target(
            "organizations",
            SPECS["organisations"],
            _("조직"),
            _("곳"),
            organizations.plan,
            constants=("kind", "sector", "status", "designations"),
            choices=(FILLING,),
        ),
        Target(
            "reports",
            SPECS["annual_reports"],
            _("연간 보고"),
            _("건"),
            reports.plan,
            constants=("fiscal_year", "evidence", "wages_booked"),
            choices=(REPORT_STATE, MONEY_UNIT),
        ),
        Target(
            "supports",
            SPECS["supports"],
            _("받은 지원"),
            _("건"),
            supports.plan,
            constants=("year", "measure", "source"),
            choices=(NEW_MEASURES, MONEY_UNIT),
        ),
        Target(
            "memberships",
            SPECS["memberships"],
            _("참여"),
            _("건"),
            memberships.plan,
            constants=("role", "consented_on"),
            private=frozenset({"name", "birth_date", "phone4", "token"}),
        ),
        Target(
            "designations",
            DESIGNATIONS,
            _("인증·지정"),
            _("건"),
            designations.plan,
            constants=("designation", "authority"),
        ),
    )
}
