"""Figures of law and policy that the registry applies, each with its first day and where it stands.

`verified=False`: not read in the statute itself; shown with a mark wherever it appears.
"""

from datetime import date
from fractions import Fraction

from socialgoods.kernel.dated import Dated, Since

COOP_ACT = "협동조합기본법"
SE_ACT = "사회적기업 육성법"

MARK_MONTHS = Dated(Since(date(2017, 12, 5), 24, source="소셜굿즈 마크 운영 기준(군에서 정함)", verified=False))

DISCLOSURE_MONTHS = Dated(Since(date(2012, 12, 1), 4, source=f"{COOP_ACT} 제49조의2·제96조의2, 시행령 제12조·제27조"))
DISCLOSURE_MEMBERS = Dated(Since(date(2012, 12, 1), 200, source=f"{COOP_ACT} 시행령 제12조"))
DISCLOSURE_CAPITAL_WON = Dated(Since(date(2012, 12, 1), 3_000_000_000, source=f"{COOP_ACT} 시행령 제12조"))
SHARE_REGISTRATION_MONTHS = Dated(Since(date(2012, 12, 1), 3, source=f"{COOP_ACT} 제64조제2항·제110조"))
ASSEMBLY_MONTHS = Dated(
    Since(
        date(2012, 12, 1),
        3,
        source=f"{COOP_ACT} 제28조(정기총회 매년 1회, 시기는 정관) — 회계연도 뒤 석 달로 안내",
        verified=False,
    )
)
AUDIT_DAYS_BEFORE_ASSEMBLY = Dated(Since(date(2012, 12, 1), 7, source=f"{COOP_ACT} 제52조·제100조"))
BUSINESS_REPORT_MONTHS = Dated(Since(date(2007, 7, 1), (4, 10), source=f"{SE_ACT} 제17조제1항"))
VILLAGE_ENTERPRISE_COMPLIES_BY = Dated(Since(date(2026, 8, 15), date(2027, 8, 14), source="마을기업 육성법 부칙 제2조"))
COUNTY_REPORT_DAY = Dated(Since(date(2012, 12, 1), (3, 31), source="군의 연간 보고 안내(군에서 정함)", verified=False))

REMINDER_DAYS = Dated(Since(date(2012, 12, 1), (60, 30, 7), source="군의 알림 기준(군에서 정함)", verified=False))

IMPORT_FILE_DAYS = Dated(
    Since(date(2012, 12, 1), 30, source="가져온 원본 파일의 보관 기준(군에서 정함)", verified=False)
)
IMPORT_PRIVATE_FILE_DAYS = Dated(
    Since(date(2012, 12, 1), 1, source="사람의 이름이 든 원본 파일의 보관 기준(군에서 정함)", verified=False)
)

SELF_RELIANCE_THRESHOLD = Dated(
    Since(date(2012, 1, 1), Fraction(1), source="자립 기준 제1판: 자체 수입이 운영비 이상(군에서 정함)", verified=False)
)
