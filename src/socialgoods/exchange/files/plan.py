from socialgoods.exchange.files.reports import NAMED_SOMEHOW, WHICH_ORGANISATION, won
from socialgoods.exchange.files.spec import AtMost, Field, FileSpec, InOrder, Need, Once, OneOf
from socialgoods.exchange.sentences import mark as _

YEAR = Field("year", "연도", "Year", "year", Need.VALUE, on_import=Need.VALUE, also="년도|사업연도|지원연도|기준연도")
AMOUNT = Field("amount", "금액", "Amount", "won", Need.VALUE, on_import=Need.VALUE,
    also="지원금액|지원금|지원액|보조금액|예산|예산액|교부액|집행액",
)  # fmt: skip
SOURCE = Field("source", "재원", "Source", "text", Need.VALUE, on_import=Need.VALUE, longest=80,
    also="재원구분|예산구분|지원기관|자금원",
)  # fmt: skip
MEASURE = Field("measure", "지원 수단", "Measure", "measure", Need.VALUE, on_import=Need.VALUE, codes="measures",
    longest=60, also="지원사업|사업명|지원사업명|지원내용|지원유형|세부사업",
)  # fmt: skip
ORG_ID = Field("org_id", "등록번호", "Organisation number", "text", Need.VALUE, on_import=Need.VALUE, longest=40,
    also="조직번호|관리번호|조직ID|조직코드",
)  # fmt: skip

MEMBERSHIPS = FileSpec(
    "memberships",
    ko="참여",
    en="Memberships",
    help=_("한 줄이 한 사람의 한 조직 참여입니다. 사람은 토큰으로만 적거나, 토큰을 만들 세 가지를 적습니다."),
    fields=(
        *WHICH_ORGANISATION,
        Field("token", "토큰", "Token", "text", Need.COLUMN, longest=64, also="사람 토큰"),
        Field("name", "사람 이름", "Person's name", "text", longest=80, also="성명|성함|회원명|조합원명"),
        Field("birth_date", "생년월일", "Birth date", "day", also="생일|출생일"),
        Field("phone4", "전화 끝 네 자리", "Last four digits of the telephone", "phone4",
            also="전화 끝자리|휴대전화 끝 네 자리|전화번호 뒷자리",
        ),
        Field("role", "참여 구분", "Role", "choice", Need.VALUE, on_import=Need.VALUE, codes="roles",
            also="구분|역할|참여유형|회원구분",
        ),
        Field("area", "사는 읍·면", "District", "area", Need.COLUMN, also="읍면|읍·면|읍면동|거주지|거주 읍면"),
        Field("from", "시작일", "From", "day", Need.COLUMN, also="가입일|가입일자|입사일|참여 시작일|시작"),
        Field("to", "끝난 날", "To", "day", Need.COLUMN, also="탈퇴일|퇴사일|종료일|참여 종료일|끝"),
        Field("consented_on", "동의한 날", "Consented on", "day", foreign=True, also="동의일|개인정보 동의일"),
    ),
    rules=(NAMED_SOMEHOW, OneOf((("token",), ("name",))), InOrder("from", "to")),
)  # fmt: skip

SUPPORTS = FileSpec(
    "supports",
    ko="받은 지원",
    en="Supports",
    help=_("한 줄이 한 조직이 한 해에 받은 지원 하나입니다. 연도는 그 지원이 드러날 수 있는 보고의 회계연도입니다."),
    fields=(
        *WHICH_ORGANISATION,
        YEAR,
        MEASURE,
        SOURCE,
        AMOUNT,
        Field("ends_on", "끝나는 날", "Ends on", "day", also="종료일|지원종료일|지원 종료일|협약종료일|만료일"),
        Field("carried_by", "맡은 곳", "Carried by", "text", foreign=True, longest=120,
            also="수행기관|담당기관|시행기관|추진기관|담당부서",
        ),
    ),
    rules=(NAMED_SOMEHOW, Once(("org_id", "year", "measure", "source"))),
)  # fmt: skip

MEASURES = FileSpec(
    "measures",
    ko="지원 수단 목록",
    en="Measures",
    help=_("한 줄이 처방할 수 있는 지원 수단 하나입니다."),
    fields=(
        Field("code", "코드", "Code", "text", Need.VALUE, on_import=Need.VALUE, longest=60,
            also="수단코드|지원코드",
        ),
        Field("name", "이름", "Name", "text", Need.VALUE, on_import=Need.VALUE, longest=120,
            also="수단 이름|지원 수단|지원사업명|사업명",
        ),
        Field("dimension", "진단 영역", "Dimension", "choice", Need.VALUE, codes="dimensions",
            also="영역|진단영역|차원",
        ),
        won("unit_cost", "단가", "Unit cost", need=Need.VALUE, also="건당 비용|1건 비용|지원단가"),
        Field("capacity", "정원", "Capacity", "count", Need.COLUMN,
            also="가능 수|지원 수|물량|연간 가능 수",
            help=_("한 해에 할 수 있는 수입니다. 비우면 제한이 없습니다."),
        ),
        Field("sources", "쓸 수 있는 재원", "Sources", "sources", Need.VALUE,
            also="재원|재원 구성",
            help=_("하나를 고르는 재원은 ‘;’로 나누고, 섞는 재원은 ‘county:0.5+national:0.5’처럼 적습니다."),
        ),
        Field("effect_mean", "효과 평균", "Effect, mean", "decimal", Need.VALUE, lowest=-5, highest=5,
            also="효과|기대효과",
        ),
        Field("effect_sd", "효과 표준편차", "Effect, standard deviation", "decimal", Need.VALUE, lowest=0, highest=5,
            also="효과 편차",
        ),
        Field("kinds", "받을 수 있는 유형", "Kinds", "choices", Need.COLUMN, codes="kinds",
            also="대상 유형|지원대상",
            help=_("여러 개이면 ‘;’로 나눕니다. 비우면 모든 유형입니다."),
        ),
        Field("slope_mean", "필요에 따른 효과 평균", "Slope, mean", "decimal", lowest=-5, highest=5,
            also="기울기 평균",
        ),
        Field("slope_sd", "필요에 따른 효과 표준편차", "Slope, standard deviation", "decimal", lowest=0, highest=5,
            also="기울기 편차",
        ),
        Field("own_share", "자부담 비율", "Own share", "share", also="자부담|자부담률"),
        Field("mode", "방식", "Mode", "choice", codes="modes", also="지원방식|지원 방식"),
        Field("basis", "근거", "Basis", "text", also="법적 근거|조례|근거 조례"),
    ),
    rules=(Once(("code",)),),
)  # fmt: skip

ASSESSMENTS = FileSpec(
    "assessments",
    ko="진단 응답",
    en="Assessments",
    help=_("한 줄이 한 조직이 한 해에 한 문항에 답한 것입니다. 점수는 1부터 만점까지입니다."),
    fields=(
        ORG_ID,
        YEAR,
        Field("dimension", "진단 영역", "Dimension", "choice", Need.VALUE, on_import=Need.VALUE, codes="dimensions",
            also="영역|차원|진단영역",
        ),
        Field("item", "문항", "Item", "text", Need.VALUE, on_import=Need.VALUE, also="항목|질문|지표"),
        Field("score", "점수", "Score", "decimal", Need.COLUMN, lowest=1, highest=1000,
            also="응답|평점",
            help=_("비우면 답하지 않은 것입니다."),
        ),
        Field("max_score", "만점", "Highest score", "decimal", Need.VALUE, on_import=Need.VALUE, lowest=2, highest=1000,
            also="최고점|배점|척도",
        ),
    ),
    rules=(Once(("org_id", "year", "dimension", "item")), AtMost("score", "max_score", is_error=True)),
)  # fmt: skip

BUDGETS = FileSpec(
    "budgets",
    ko="예산",
    en="Budgets",
    help=_("한 줄이 한 해의 한 재원입니다."),
    fields=(YEAR, SOURCE, AMOUNT),
    rules=(Once(("year", "source")),),
)

INDICATOR = Field("indicator", "지표", "Indicator", "text", Need.VALUE, on_import=Need.VALUE, longest=60,
    also="지표명|항목",
)  # fmt: skip
VALUE = Field("value", "값", "Value", "decimal", Need.VALUE, on_import=Need.VALUE,
    also="수치|목표값|목표치|실적|실적값",
)  # fmt: skip

TARGETS = FileSpec(
    "targets", ko="목표", en="Targets", help=_("한 줄이 한 지표의 한 해 목표입니다."),
    fields=(INDICATOR, YEAR, VALUE), rules=(Once(("indicator", "year")),),
)  # fmt: skip
OBSERVATIONS = FileSpec(
    "observations", ko="관측값", en="Observations", help=_("한 줄이 한 지표의 한 해 관측값입니다."),
    fields=(INDICATOR, YEAR, VALUE), rules=(Once(("indicator", "year")),),
)  # fmt: skip

FLOORS = FileSpec(
    "floors",
    ko="최소 처방 수",
    en="Floors",
    help=_("한 줄이 읍·면이나 분야 하나에 적어도 몇 건을 처방할지입니다."),
    fields=(
        Field("field", "기준", "Field", "choice", Need.VALUE, on_import=Need.VALUE, codes="floor_fields",
            also="구분",
        ),
        Field("value", "읍·면 또는 분야", "Value", "text", Need.VALUE, on_import=Need.VALUE, also="값|대상"),
        Field("count", "최소 건수", "Count", "count", Need.VALUE, on_import=Need.VALUE, also="건수|수"),
    ),
    rules=(Once(("field", "value")),),
)  # fmt: skip

PINS = FileSpec(
    "pins",
    ko="정해 둔 처방",
    en="Pins",
    help=_("한 줄이 한 조직에 반드시 주거나 주지 않을 지원 수단 하나입니다."),
    fields=(
        ORG_ID,
        MEASURE,
        Field("choice", "선택", "Choice", "choice", Need.VALUE, on_import=Need.VALUE, codes="pin_choices",
            also="결정|구분",
        ),
    ),
    rules=(Once(("org_id", "measure")),),
)  # fmt: skip
