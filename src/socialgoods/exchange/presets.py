"""Public files known by their columns (DOMAIN part a): they import without anything to set."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field

from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

IGNORED = "-"
"""In place of a field: the column is left out on purpose."""

ROW_NUMBER = say(_("줄 번호라 가져오지 않습니다."))
PERSONAL = say(_("개인정보라 가져오지 않습니다."))
NOT_OURS = say(_("우리 항목에 없어 가져오지 않습니다."))
ONLY_ADVICE = say(_("추천의 까닭이라 가져오지 않습니다."))
DATE_OF_FILE = say(_("자료의 기준일이라 가져오지 않습니다."))
IN_PRESET = say(_("알려진 공공 서식의 열입니다."))


@dataclass(frozen=True)
class Preset:
    key: str
    """The number of the data set on data.go.kr."""
    title: str
    spec: str
    columns: MappingType[str, str | Sentence]
    """Heading → field, or the reason why it is left out."""
    known_by: tuple[str, ...]
    constants: MappingType[str, str] = field(default_factory=dict)
    values: MappingType[str, MappingType[str, str]] = field(default_factory=dict)
    """The words of the file for our codes. `~word` is found inside a cell, `*` is any other word."""


VILLAGE_ENTERPRISES = Preset(
    key="15080745",
    title=_("행정안전부 전국 마을기업 현황"),
    spec="organisations",
    columns={
        "연번": ROW_NUMBER,
        "시도": "sido",
        "시군구": "sigungu",
        "소재지": "address",
        "마을기업명": "name",
        "유형": "sector",
        "주 업종": "activity",
        "주 생산품 또는 서비스명": "activity",
        "사업내용": "activity",
        "사업자등록번호 (-포함 작성)": "business_no",
        "사업자등록번호": "business_no",
    },
    known_by=("마을기업명", "유형", "소재지"),
    constants={"kind": "village_enterprise", "designations": "village_enterprise"},
    values={
        "sector": {
            "일반식품": "food",
            "전통식품": "food",
            "관광체험": "tourism",
            "공예품": "craft",
            "문화예술": "culture",
            "교육": "education",
            "의류신발": "craft",
            "재활용": "environment",
            "에너지": "energy",
            "사회복지": "welfare",
            "기타": "other",
            "*": "other",
        }
    },
)

SELF_SUPPORT_ENTERPRISES = Preset(
    key="15091502",
    title=_("한국자활복지개발원 전국 자활기업 현황"),
    spec="organisations",
    columns={
        "순번": ROW_NUMBER,
        "시도": "sido",
        "시군구": "sigungu",
        "자활기업": "name",
        "자활기업명": "name",
        "자활기업구분": NOT_OURS,
        "대표자명": PERSONAL,
        "업종": "sector",
        "사업자구분": "legal_form",
        "주소": "address",
    },
    known_by=("자활기업", "자활기업구분", "업종"),
    constants={"kind": "self_support_enterprise", "designations": "self_support_enterprise"},
    values={
        "sector": {
            "~집수리": "housing",
            "~주거": "housing",
            "~건축": "housing",
            "~인테리어": "housing",
            "~청소": "environment",
            "~소독": "environment",
            "~방역": "environment",
            "~재활용": "environment",
            "~자원순환": "environment",
            "~환경": "environment",
            "~간병": "welfare",
            "~돌봄": "welfare",
            "~요양": "welfare",
            "~가사": "welfare",
            "~복지": "welfare",
            "~보육": "welfare",
            "~음식": "food",
            "~외식": "food",
            "~식품": "food",
            "~도시락": "food",
            "~반찬": "food",
            "~급식": "food",
            "~농업": "food",
            "~영농": "food",
            "~농산물": "food",
            "~카페": "food",
            "~제과": "food",
            "~유통": "retail",
            "~판매": "retail",
            "~도소매": "retail",
            "~매점": "retail",
            "~편의점": "retail",
            "~봉제": "craft",
            "~공예": "craft",
            "~제조": "craft",
            "~교육": "education",
            "~문화": "culture",
            "~에너지": "energy",
            "*": "other",
        },
        "legal_form": {
            "개인": "sole_proprietor",
            "~사회적협동조합": "social_cooperative",
            "~협동조합": "cooperative",
            "~주식회사": "company",
            "~유한": "limited_company",
            "~영농조합": "agricultural_corporation",
            "*": "other",
        },
    },
)

SOCIAL_SERVICE_FIELDS = {
    "~교육": "education",
    "~보건": "health",
    "~의료": "health",
    "~간병": "welfare",
    "~가사": "welfare",
    "~보육": "welfare",
    "~복지": "welfare",
    "~관광": "tourism",
    "~문화": "culture",
    "~예술": "culture",
    "~산림": "environment",
    "~환경": "environment",
    "~청소": "environment",
    "~에너지": "energy",
    "~주거": "housing",
    "*": "other",
}

SOCIAL_ENTERPRISES = Preset(
    key="15012895",
    title=_("전국 사회적기업 표준데이터"),
    spec="organisations",
    columns={
        "기관명": "name",
        "사회서비스분야": "sector",
        "주된목적": NOT_OURS,
        "사업내용": "activity",
        "인증일자": "designated_on",
        "인증번호": "designation_no",
        "대표자명": PERSONAL,
        "연락처": "phone",
        "소재지도로명주소": "address",
        "소재지지번주소": "address",
        "홈페이지주소": "homepage",
        "데이터기준일자": DATE_OF_FILE,
        "co_name": "name",
        "co_sevice": "sector",
        "co_object": NOT_OURS,
        "co_content": "activity",
        "co_date": "designated_on",
        "co_num": "designation_no",
        "co_ceo": PERSONAL,
        "co_tel": "phone",
        "new_address": "address",
        "address": "address",
        "homepage": "homepage",
        "data_refer": DATE_OF_FILE,
    },
    known_by=("기관명", "사회서비스분야", "인증번호"),
    constants={"kind": "social_enterprise", "designations": "certified_social_enterprise"},
    values={"sector": SOCIAL_SERVICE_FIELDS},
)
SOCIAL_ENTERPRISES_API = Preset(
    key="15010208",
    title=_("전국 사회적기업 표준데이터(API)"),
    spec="organisations",
    columns=SOCIAL_ENTERPRISES.columns,
    known_by=("co_name", "co_num", "co_object"),
    constants=SOCIAL_ENTERPRISES.constants,
    values=SOCIAL_ENTERPRISES.values,
)
SOCIAL_ENTERPRISE_LIST = Preset(
    key="15090110",
    title=_("고용노동부 사회적기업 목록"),
    spec="organisations",
    columns={
        "region": "sido",
        "지역": "sido",
        "기관명": "name",
        "사업내용": "activity",
        "사회적목적 유형": NOT_OURS,
        "사회서비스 분야": "sector",
        "대표자": PERSONAL,
    },
    known_by=("기관명", "사회적목적 유형", "사회서비스 분야"),
    constants={"kind": "social_enterprise", "designations": "certified_social_enterprise"},
    values={"sector": SOCIAL_SERVICE_FIELDS},
)

COOPERATIVES = Preset(
    key="15064216",
    title=_("협동조합 현황(조합명·설립일·주소)"),
    spec="organisations",
    columns={"조합명": "name", "설립일": "founded_on", "주소": "address"},
    known_by=("조합명", "설립일", "주소"),
    constants={"kind": "cooperative", "sector": "other"},
)

PRESCRIPTIONS = Preset(
    key="prescriptions",
    title=_("처방 추천(socialgoods prescribe)"),
    spec="supports",
    columns={
        **{name: name for name in ("org_id", "year", "measure", "source", "amount")},
        **dict.fromkeys(("expected_gain", "gain_low", "gain_high", "runner_up", "reason"), ONLY_ADVICE),
    },
    known_by=("org_id", "measure", "expected_gain", "runner_up"),
)
"""Our own recommendation, once decided and carried out, comes back as supports given."""

PRESETS = (
    VILLAGE_ENTERPRISES,
    SELF_SUPPORT_ENTERPRISES,
    SOCIAL_ENTERPRISES,
    SOCIAL_ENTERPRISES_API,
    SOCIAL_ENTERPRISE_LIST,
    COOPERATIVES,
    PRESCRIPTIONS,
)
