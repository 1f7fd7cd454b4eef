from socialgoods.exchange.files.spec import AtMost, Field, FileSpec, Need, Once, OneOf
from socialgoods.exchange.sentences import mark as _

WHICH_ORGANISATION = (
    Field("org_id", "등록번호", "Organisation number", "text", Need.VALUE, longest=40,
        also="조직번호|관리번호|조직ID|조직코드|기관코드|organization id|organisation id",
    ),
    Field("organisation", "조직 이름", "Organisation", "text", foreign=True,
        also="이름|조직명|기관명|기업명|업체명|단체명|상호|법인명|조합명|공동체명|마을기업명|자활기업명",
        help=_("등록번호가 없을 때 조직을 찾는 데 씁니다."),
    ),
    Field("business_no", "사업자등록번호", "Business number", "business_no", foreign=True,
        also="사업자번호|사업자 등록번호|고유번호",
        help=_("등록번호가 없을 때 조직을 찾는 데 씁니다."),
    ),
)  # fmt: skip
NAMED_SOMEHOW = OneOf((("org_id",), ("business_no",), ("organisation",)), only_on_import=True)


def won(
    name: str, ko: str, en: str, *, also: str = "", need: Need = Need.COLUMN, signed: bool = False, help: str = ""
) -> Field:
    return Field(name, ko, en, "won", need, also=also, signed=signed, help=help)


def count(name: str, ko: str, en: str, *, also: str = "", need: Need = Need.COLUMN) -> Field:
    return Field(name, ko, en, "count", need, also=also)


ANNUAL_REPORTS = FileSpec(
    "annual_reports",
    ko="연간 보고",
    en="Annual reports",
    help=_(
        "한 줄이 한 조직의 한 회계연도입니다. "
        "금액은 부가가치세를 뺀 원 단위이고, 모르는 칸은 0이 아니라 비워 둡니다."
    ),
    fields=(
        *WHICH_ORGANISATION,
        Field("fiscal_year", "회계연도", "Fiscal year", "year", Need.VALUE, on_import=Need.VALUE,
            also="연도|년도|사업연도|보고연도|기준연도|결산연도|year",
            help=_("회계연도가 끝나는 해입니다."),
        ),
        won("sales_private", "민간 판매", "Sales to private buyers", signed=True,
            also="민간매출|민간 매출액|일반매출|매출액 민간",
        ),
        won("sales_public", "공공 판매", "Sales to public buyers", signed=True,
            also="공공매출|공공 매출액|공공기관 판매|매출액 공공|공공구매",
        ),
        won("sales_social_economy", "사회적경제 조직 판매", "Sales to social-economy organisations", signed=True,
            also="사회적경제 매출|사회적경제조직 판매|매출액 사회적경제",
        ),
        won("other_income", "기타 영업수입", "Other operating income", signed=True,
            also="기타수입|기타 수입|기타매출|그 밖의 수입",
        ),
        won("subsidy_national", "국비 보조금", "National subsidies",
            also="국고보조금|국비|국비지원금|보조금 국비|지원금 국비",
        ),
        won("subsidy_province", "도비 보조금", "Provincial subsidies",
            also="도비|시도비|도비지원금|보조금 도비|지원금 도비",
        ),
        won("subsidy_county", "군비 보조금", "County subsidies",
            also="군비|시군비|시군구비|군비지원금|보조금 군비|지원금 군비",
        ),
        won("donations", "후원금", "Donations", also="기부금|기부금수입|후원금 수입|기부·후원"),
        won("cost_of_goods", "매출원가", "Cost of goods", also="재료비|원재료비|매출 원가|상품매입비"),
        won("labour_cost", "인건비", "Labour cost",
            also="총인건비|급여|노무비|총노무비|인건비 총액|labor cost",
            help=_("보조금으로 준 임금도 넣습니다."),
        ),
        won("other_cost", "기타 운영비", "Other operating cost",
            also="운영비|기타비용|기타 비용|경비|일반관리비|판매관리비 기타",
        ),
        count("workers_paid", "유급 근로자", "Paid workers",
            also="유급근로자수|근로자수|종사자수|고용인원|직원수|상시근로자|일자리",
        ),
        count("workers_vulnerable", "취약계층 근로자", "Vulnerable workers",
            also="취약계층|취약계층 고용|취약계층 근로자수",
        ),
        count("members", "조합원·회원 수", "Members", also="조합원수|회원수|조합원|회원|참여주민|참여 주민수"),
        won("member_capital", "출자금", "Member capital", also="납입출자금|자본금|출자금 총액"),
        won("local_purchases", "지역 안에서 산 금액", "Local purchases", also="지역구매|지역 구매액|지역내 구매"),
        won("local_wages", "지역 주민에게 준 임금", "Local wages", also="지역임금|지역주민 임금|지역주민 인건비"),
        won("sales_commissioned", "공공 판매 중 위탁", "Of public sales, commissioned", need=Need.OPTIONAL,
            also="위탁매출|공공위탁|위탁사업비",
        ),
        won("dues", "기타 영업수입 중 회비", "Of other income, dues", need=Need.OPTIONAL, also="회비|조합비"),
        won("capital_grant", "시설 보조금", "Capital grants", need=Need.OPTIONAL,
            also="자본보조금|시설비 보조|시설·장비 지원금",
        ),
        won("depreciation", "기타 운영비 중 감가상각비", "Of other cost, depreciation", need=Need.OPTIONAL,
            also="감가상각비",
        ),
        won("interest", "기타 운영비 중 이자", "Of other cost, interest", need=Need.OPTIONAL,
            also="이자비용|지급이자",
        ),
        Field("workers_fte", "상근 환산 근로자", "Workers, full-time equivalent", "decimal", lowest=0, highest=100_000,
            also="상근환산|FTE|환산 인원",
        ),
        count("workers_subsidised", "인건비 지원을 받는 근로자", "Subsidised workers", need=Need.OPTIONAL,
            also="지원인력|인건비 지원 인원",
        ),
        count("volunteer_hours", "자원봉사 시간", "Volunteer hours", need=Need.OPTIONAL,
            also="자원봉사시간|봉사시간",
        ),
        Field("wages_booked", "지원받은 임금의 기록", "Wages booked", "choice", codes="wages_booked",
            also="임금 기록 방법|인건비 기록",
        ),
        Field("evidence", "증빙", "Evidence", "choice", codes="evidence", also="증빙등급|증빙 등급|근거"),
        Field("fy_end", "회계연도 마지막 날", "Fiscal year ends on", "day",
            also="결산일|회계기말|결산 기준일|회계연도 종료일",
        ),
    ),
    rules=(
        NAMED_SOMEHOW,
        Once(("org_id", "fiscal_year")),
        AtMost("sales_commissioned", "sales_public", is_error=True),
        AtMost("dues", "other_income"),
        AtMost("depreciation", "other_cost"),
        AtMost("interest", "other_cost"),
        AtMost("workers_vulnerable", "workers_paid"),
        AtMost("workers_subsidised", "workers_paid"),
    ),
)  # fmt: skip
