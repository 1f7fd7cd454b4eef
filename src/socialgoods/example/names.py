"""Made-up names. No organisation, village or person of them is real."""

from itertools import count
from random import Random

VILLAGES = """가온골 감나무골 갈밭말 개울말 거먹골 검바위 고개너머 고운들 구름재 굽은솔 그루터 꽃내 꽃뫼 나루터 나린골 너른들 너새
노루목 누리봄 느티말 다락논 다솜골 단비골 달빛골 당산말 대밭골 대추골 도래샘 도토리골 돌담말 돌모루 동백골 두루봄 둔덕말 들녘
따순골 마루터 말뫼 매화골 머루골 모래내 모퉁이 무지개골 물안골 물레말 미나리꽝 바람재 밤나무골 배나무골 버들내 벌터 별내림 볕든골
봄내 부엉골 빛고랑 뽕밭말 산들바람 산마루 살구골 삼밭골 새냇말 새말 새벽골 새터 샘골 섶다리 소나무말 솔바람 솟대말 수수골 숲정이
시루봉 쌀바위 쑥고개 아랫담 안골 앵두골 양지말 억새골 여울목 열두마지기 옹기말 옻샘 우물터 윗담 으뜸골 은빛내 은행골 이팝골 잣골
장승배기 재너머 절골 조릿대 지게골 진달래골 질마재 찔레골 참샘 창포골 큰골 탱자울 터울림 토란골 푸른솔 하늘재 학마을 한밭 햇살골
호박골 홰나무골 흙내음""".split()

GOODS = {
    "food": "들기름 손두부 곶감 된장 김치 한과 딸기잼 생강차 떡방앗간 표고 로컬푸드 양파즙 누룽지 청국장 토종콩 밥상".split(),
    "education": "배움터 방과후 책놀이 숲학교 어린이공방 평생학습".split(),
    "welfare": "돌봄 반찬나눔 이음 어르신밥상 마을돌봄".split(),
    "health": "건강 치유농장 의료 마을한의원".split(),
    "culture": "인형극 풍물 마을극장 문화 사진관 이야기 소리".split(),
    "tourism": "둘레길 농촌체험 마을여행 캠핑 꽃길".split(),
    "energy": "햇빛발전 에너지 나무난로".split(),
    "craft": "목공 도자기 천연염색 가죽공방 한지 짚풀".split(),
    "retail": "마을가게 꾸러미 장터 농기계".split(),
    "environment": "자원순환 새활용 하천지킴 청소".split(),
    "housing": "집수리 흙집 주거".split(),
    "other": "인쇄 마을방송 두레 청년".split(),
}

ENDINGS = {
    "village_community": ["{v} 마을공동체", "{v} {g} 마을"],
    "local_community": ["{v} {g} 모임", "{v} {g} 공동체"],
    "cooperative": ["{v}{g}협동조합", "{v} {g} 협동조합"],
    "processing_community": ["{v} {g} 가공공동체", "{v} {g} 작목반"],
    "village_enterprise": ["{v}{g}영농조합법인", "마을기업 {v}{g}"],
    "self_support_enterprise": ["자활기업 {v}{g}"],
    "social_enterprise": ["(주){v}{g}", "사회적기업 {v}{g}"],
    "nonprofit": ["사단법인 {v}{g}", "{v} {g} 센터"],
}

SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = """가람 가온 겨레 고은 나래 나린 누리 다솔 다온 다은 달래 도담 두리 라온 마루 무늬 미루 바다 바름 벼리 보람 보슬 봄 빛나
산들 새론 새봄 선아 세찬 소담 솔 슬기 시내 아름 아라 아리 여울 예솔 우람 윤슬 은솔 이든 이루 잔디 재미 조은 주리 지음 찬솔 초롱 큰솔 파란
하나 하늘 하람 한결 한빛 한솔 해든 해솔 혜윰 희라""".split()


class OrganizationNames:
    """Hands out every name once; when the words run out, villages are numbered."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.taken: set[str] = set()

    def take(self, kind: str, sector: str) -> str:
        for attempt in count():
            village = self.random.choice(VILLAGES)
            number = "" if attempt < 12 else str(2 + (attempt - 12) // 6)
            pattern = self.random.choice(ENDINGS[kind])
            name = pattern.format(v=village + number, g=self.random.choice(GOODS[sector]))
            if name not in self.taken:
                self.taken.add(name)
                return name
        raise AssertionError("count() never ends")


def person_name(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)
