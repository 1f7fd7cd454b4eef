from socialgoods.exchange.files.spec import Field, FileSpec, InOrder, Need, Once, Together

ORGANISATIONS = FileSpec(
    "organisations",
    ko="조직",
    en="Organisations",
    help="한 줄이 조직 하나입니다.",
    fields=(
        Field(
            "org_id", "등록번호", "Organisation number", "text", Need.VALUE, longest=40,
            also=("조직번호", "관리번호", "조직ID", "조직코드", "기관코드", "organization id", "organisation id", "id"),
            help="조직마다 다른 번호입니다. 한 번 정하면 바꾸지 않습니다.",
        ),
        Field(
            "name", "이름", "Name", "text", Need.VALUE, on_import=Need.VALUE,
            also=(
                "조직명", "조직 이름", "기관명", "기업명", "업체명", "단체명", "상호", "상호명", "법인명", "회사명", "조합명", "공동체명",
                "마을기업명", "자활기업", "자활기업명", "사회적기업명", "협동조합명", "예비사회적기업명", "사업체명", "명칭", "단체 이름",
                "organisation", "organization", "organisation name", "company",
            ),
            help="등기하거나 신고한 이름 그대로 적습니다.",
        ),
        Field(
            "kind", "유형", "Kind", "choice", Need.VALUE, on_import=Need.VALUE, codes="kinds",
            also=("조직유형", "조직 유형", "기업유형", "기업구분", "조직구분", "구분", "종류", "type"),
            help="조직을 세는 유형 하나입니다. 인증과 지정은 따로 적습니다.",
        ),
        Field(
            "sector", "분야", "Sector", "choice", Need.VALUE, on_import=Need.VALUE, codes="sectors",
            also=("사업분야", "업종분야", "활동분야", "사회서비스분야", "사업 분야", "field"),
        ),
        Field(
            "area", "읍·면", "District", "area", Need.COLUMN,
            also=("읍면", "읍면동", "읍/면", "읍면동명", "행정동", "지역", "소재 읍면", "area", "township"),
            help="비우면 주소에서 찾습니다. 주소에도 없으면 물어볼 곳으로 남깁니다.",
        ),
        Field(
            "founded_on", "설립일", "Founded on", "day", Need.COLUMN,
            also=(
                "설립일자", "설립 연월일", "설립년월일", "설립연월일", "설립년도", "설립연도", "창립일", "설립 시기", "개업일", "개업연월일",
                "설립인가일", "founded", "established",
            ),
            help="‘2017-12-05’처럼 적습니다. 날이나 달을 모르면 ‘2017년 12월’, ‘2017년’처럼 적어도 됩니다.",
        ),
        Field(
            "status", "상태", "Status", "choice", Need.VALUE, codes="statuses",
            also=("운영상태", "운영 상태", "운영여부", "활동상태", "영업상태", "폐업여부", "인증유지현황"),
        ),
        Field(
            "closed_on", "문 닫은 날", "Closed on", "day",
            also=("폐업일", "폐업일자", "해산일", "종료일", "폐지일", "closed"),
        ),
        Field(
            "legal_form", "법적 형태", "Legal form", "choice", codes="legal_forms",
            also=("법인격", "법인형태", "조직형태", "사업자구분", "법인구분", "법인 형태", "조직 형태"),
        ),
        Field(
            "designations", "인증·지정", "Designations", "choices", codes="designations",
            also=("인증", "지정", "인증구분", "지정구분", "인증지정", "인증 지정 현황"),
            help="여러 개이면 ‘;’로 나눕니다.",
        ),
        Field(
            "business_no", "사업자등록번호", "Business number", "business_no",
            also=("사업자번호", "사업자 등록번호", "사업자등록 번호", "사업자등록번호(-포함 작성)", "고유번호", "business number", "brn"),
            help="숫자 열 자리입니다. 마지막 숫자를 검산합니다.",
        ),
        Field(
            "corporate_no", "법인등록번호", "Corporate number", "corporate_no",
            also=("법인번호", "법인 등록번호", "corporate number"),
            help="숫자 열세 자리입니다.",
        ),
        Field(
            "address", "주소", "Address", "text", several="first", longest=300,
            also=(
                "소재지", "지번주소", "소재지지번주소", "소재지 지번주소", "사업장 소재지", "사업장주소", "도로명주소", "소재지도로명주소", "소재지 도로명 주소", "본점소재지", "주된 사무소",
                "주사무소", "사무소 소재지", "기관주소", "location",
            ),
        ),
        Field(
            "lon", "경도", "Longitude", "lon",
            also=("x", "x좌표", "경도(x)", "longitude", "lng"),
        ),
        Field(
            "lat", "위도", "Latitude", "lat",
            also=("y", "y좌표", "위도(y)", "latitude"),
        ),
        Field(
            "phone", "전화", "Telephone", "phone",
            also=("전화번호", "연락처", "대표전화", "대표 전화번호", "사업장 전화번호", "사무실 전화", "tel", "telephone"),
            help="조직의 전화입니다. 개인의 번호는 적지 마세요.",
        ),
        Field(
            "homepage", "홈페이지", "Home page", "homepage",
            also=("홈페이지주소", "홈페이지 주소", "누리집", "웹사이트", "URL", "링크", "website"),
        ),
        Field(
            "email", "이메일", "E-mail", "email", foreign=True,
            also=("전자우편", "이메일주소", "메일", "대표 이메일", "email address"),
        ),
        Field(
            "designation_no", "인증·지정 번호", "Designation number", "text", foreign=True, longest=60,
            also=("인증번호", "지정번호", "인증지정번호", "인가번호", "신고번호", "인증서번호"),
        ),
        Field(
            "designated_on", "인증·지정일", "Designated on", "day", foreign=True,
            also=("인증일자", "인증일", "지정일", "지정일자", "인증지정일", "선정일"),
        ),
        Field(
            "designated_until", "인증·지정 만료일", "Designated until", "day", foreign=True,
            also=("지정만료일", "만료일", "인증만료일", "지정기간 만료일", "유효기간 만료일"),
        ),
        Field(
            "sido", "시·도", "Province", "text", foreign=True,
            also=("시도", "시도명", "광역시도", "광역자치단체", "광역", "province"),
        ),
        Field(
            "sigungu", "시·군·구", "County", "text", foreign=True,
            also=("시군구", "시군구명", "시군", "시군명", "시·군", "기초자치단체", "county"),
        ),
        Field(
            "activity", "하는 일", "Activity", "text", foreign=True, several="join", longest=500,
            also=(
                "사업내용", "주요사업", "주요 사업내용", "주요사업내용", "사업 내용", "업종", "주 업종", "주업종", "주생산품", "주요 생산품",
                "주 생산품 또는 서비스명", "생산품", "취급품목", "업태", "종목", "주요제품", "business",
            ),
        ),
    ),
    rules=(
        Once(("org_id",)),
        Once(("business_no",)),
        InOrder("founded_on", "closed_on"),
        Together(("lon", "lat")),
    ),
)  # fmt: skip
