"""Figures of policy that this room applies, each with its first day and where it stands."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from socialgoods.kernel.dated import Dated, Since

COUNTY_RULE = "군의 처방 안내 기준(군에서 정함)"

ANSWER_DAYS = Dated(Since(date(2012, 12, 1), 14, source=COUNTY_RULE, verified=False))
"""How long an organisation may think where the round names no day."""
CALL_DAYS = Dated(Since(date(2012, 12, 1), 21, source=COUNTY_RULE, verified=False))
"""How long a call to which it is invited stays open at the least."""
REMIND_DAYS = Dated(Since(date(2012, 12, 1), 3, source=COUNTY_RULE, verified=False))
"""So many days before the last one it is reminded."""

DEVELOPMENT_RULE = "사업개발비 지원 지침: 자부담 1회차 10%, 2회차 20%, 3회차부터 30%"
STAFF_RULE = "전문인력 지원 지침: 자부담 1년차 10%, 2년차 20%, 3년차 30%"
OWN_SHARES: Dated[dict[str, tuple[Fraction, ...]]] = Dated(
    Since(
        date(2012, 1, 1),
        {
            "business_development": (Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)),
            "professional_staff": (Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)),
        },
        source=f"{DEVELOPMENT_RULE}; {STAFF_RULE}",
        verified=False,
    )
)
"""What the organisation pays itself the first, second, third time and after, by measure, where the catalogue does not say."""


@dataclass(frozen=True)
class Limit:
    times: int
    years: int
    source: str


DEVELOPMENT = "사업개발비 지원 지침"
INSURANCE = "사회보험료 지원 지침"
JOBS = "일자리창출 지원 지침"
TIMES: Dated[dict[tuple[str, str], Limit]] = Dated(
    Since(
        date(2012, 1, 1),
        {
            ("business_development", "social_enterprise"): Limit(3, 5, f"{DEVELOPMENT}: 인증 5년 안에 3년까지"),
            ("business_development", "pre_social_enterprise"): Limit(2, 5, f"{DEVELOPMENT}: 예비 2년까지"),
            ("business_development", "self_support_enterprise"): Limit(2, 3, f"{DEVELOPMENT}: 자활 3년 안에 2년까지"),
            ("social_insurance", ""): Limit(4, 5, f"{INSURANCE}: 5년 안에 4년까지"),
            ("job_creation", "pre_social_enterprise"): Limit(2, 2, f"{JOBS}: 예비 2년까지"),
            ("job_creation", "social_enterprise"): Limit(5, 5, f"{JOBS}: 예비 2년과 인증 3년, 모두 5년까지"),
        },
        source=f"{DEVELOPMENT}; {INSURANCE}; {JOBS}",
        verified=False,
    )
)
"""How often a measure may reach one organisation of a kind ("": any) within so many years, by measure and kind."""

SE_ACT, SE_DECREE = "사회적기업 육성법", "사회적기업 육성법 시행령"
REVENUE_OVER_LABOUR = Dated(
    Since(date(2012, 1, 1), Fraction(30, 100), source=f"{SE_DECREE} 제10조(2019년 전의 비율)", verified=False),
    Since(date(2019, 1, 1), Fraction(50, 100), source=f"{SE_DECREE} 제10조"),
)
"""Of labour cost, what a certified social enterprise must earn; of the last six months, here read from the year's report."""
VULNERABLE_WORKERS = Dated(Since(date(2012, 1, 1), Fraction(30, 100), source=f"{SE_DECREE} 제9조(일자리제공형)"))
CERTIFIABLE_FORMS = Dated(
    Since(
        date(2012, 12, 1),
        frozenset({
            "cooperative", "cooperative_federation", "social_cooperative", "social_cooperative_federation", "agricultural_corporation",
            "agricultural_company", "company", "limited_company", "association", "foundation", "fishing_corporation", "partnership",
            "welfare_corporation", "civic_group",
        }),
        source=f"{SE_ACT} 제8조제1항제1호, {SE_DECREE} 제8조",
    )
)  # fmt: skip
VILLAGE_FOUNDERS = Dated(
    Since(date(2011, 1, 1), 5, source="행정안전부 마을기업 육성사업 시행지침: 출자자 5명 이상", verified=False)
)
VILLAGE_LEGAL_PERSON = Dated(Since(date(2011, 1, 1), True, source="마을기업 육성법 제11조(그 전에는 시행지침): 법인"))
