"""`docs/files.md`, made from the catalogue. `python -m socialgoods.exchange.document` writes it anew."""

import sys
from collections.abc import Iterator
from pathlib import Path

from socialgoods.exchange.bank.words import BANKS, FIELDS, HEADINGS, IGNORED
from socialgoods.exchange.cells import key
from socialgoods.exchange.context import SHIPPED
from socialgoods.exchange.files import SPECS, AtMost, Field, FileSpec, InOrder, Need, Once, OneOf, Rule, Together
from socialgoods.exchange.presets import PRESETS

READS = {
    "text": "글",
    "won": "금액(원)",
    "count": "0 이상의 정수",
    "year": "연도",
    "day": "날짜",
    "decimal": "숫자",
    "share": "비율",
    "phone": "전화번호",
    "phone4": "숫자 네 자리",
    "business_no": "사업자등록번호",
    "corporate_no": "법인등록번호",
    "homepage": "홈페이지 주소",
    "email": "이메일",
    "lon": "경도(124–132)",
    "lat": "위도(33–39)",
    "area": "읍·면·동 이름",
    "measure": "지원 수단의 코드",
    "sources": "재원",
}
NEEDS = {Need.VALUE: "모든 행", Need.COLUMN: "열", Need.OPTIONAL: ""}


def as_markdown() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield INTRODUCTION.strip()
    for spec in SPECS.values():
        yield from _file(spec)
    yield "\n## 코드\n"
    yield "코드, 한국어 이름, 영어 이름 가운데 어느 것으로 적어도 됩니다. 다른 값은 이름을 대며 거절합니다."
    for table, options in SHIPPED.items():
        yield f"\n**{table}**: " + ", ".join(f"`{code}` {labels[0]}" for code, labels in options.items())
    yield "\n## 알려진 공공 서식\n"
    yield "data.go.kr의 이 파일들은 고치지 않고 그대로 올리면 됩니다.\n"
    yield "| 번호 | 자료 | 알아보는 열 |"
    yield "|---|---|---|"
    for preset in PRESETS:
        yield f"| {preset.key} | {preset.title} | {', '.join(preset.known_by)} |"
    yield from _bank()


def _bank() -> Iterator[str]:
    yield "\n" + BANK.strip() + "\n"
    yield "| 항목 | 뜻 | 알아보는 열 이름 |"
    yield "|---|---|---|"
    for field, label in FIELDS.items():
        yield f"| `{field}` | {label} | {', '.join(HEADINGS[field])} |"
    yield f"| `{IGNORED}` | 가져오지 않음 | {', '.join(HEADINGS[IGNORED])} |"
    yield f"\n이름으로 알아보는 은행: {', '.join(BANKS)}. 다른 은행의 파일도 열 이름으로 읽습니다."


def _file(spec: FileSpec) -> Iterator[str]:
    yield f"\n## {spec.name} — {spec.ko}\n"
    yield spec.help + "\n"
    yield "| 열 | 한국어 열 이름 | 내용 | 있어야 함 | 이렇게 적어도 압니다 | 설명 |"
    yield "|---|---|---|---|---|---|"
    own = [field for field in spec if not field.foreign]
    for field in own:
        yield _row(field)
    foreign = [field for field in spec if field.foreign]
    if foreign:
        yield "\n이 파일의 열은 아니지만, 밖에서 온 표에 있으면 읽습니다.\n"
        yield "| 열 | 한국어 열 이름 | 내용 | 가져올 때 | 이렇게 적어도 압니다 | 설명 |"
        yield "|---|---|---|---|---|---|"
        for field in foreign:
            yield _row(field)
    if spec.rules:
        yield ""
        for rule in spec.rules:
            yield f"- {_rule(rule, spec)}"


def _row(field: Field) -> str:
    shown = {key(field.ko), key(field.name)}
    synonyms = [label for label in field.synonyms if not (key(label) in shown or shown.add(key(label)))]  # type: ignore[func-returns-value]
    reads = f"코드(`{field.codes}`)" if field.reads in {"choice", "choices"} else READS[field.reads]
    cells = (f"`{field.name}`", field.ko, reads, NEEDS[field.need], ", ".join(synonyms), field.help)
    return "| " + " | ".join(cells).replace("||", "|") + " |"


def _rule(rule: Rule, spec: FileSpec) -> str:
    def names(fields: tuple[str, ...]) -> str:
        return ", ".join(f"`{name}`" for name in fields)

    match rule:
        case AtMost():
            verdict = "클 수 없습니다" if rule.is_error else "크면 확인을 부탁합니다"
            return f"`{rule.part}` 값은 `{rule.whole}` 값보다 {verdict}."
        case InOrder():
            return f"`{rule.second}` 날짜는 `{rule.first}` 날짜보다 빠를 수 없습니다."
        case Together():
            return f"{names(rule.fields)} 칸은 모두 적거나 모두 비웁니다."
        case Once():
            return f"{names(rule.fields)} 값이 같은 행은 하나만 있습니다."
        case OneOf():
            ways = " / ".join(names(way) for way in rule.ways)
            return f"{ways} 가운데 하나는 적습니다" + (" (가져올 때)." if rule.only_on_import else ".")


INTRODUCTION = """
# 주고받는 파일

이 문서는 `socialgoods.exchange.files`에서 만듭니다. 고치려면 그 목록을 고치고
`python -m socialgoods.exchange.document`를 실행하세요.

CSV와 XLSX, 옛 XLS와 ODS를 읽습니다. CSV는 UTF-8(BOM이 있어도 없어도), CP949, UTF-16을 읽고
쉼표·쌍반점·탭·세로줄을 구분합니다. 형식은 이름이 아니라 내용을 보고 압니다. 열 이름은 아래의 영문 이름이나 한국어 이름,
널리 쓰는 다른 이름으로 적습니다. 띄어쓰기와 괄호 속 설명은 보지 않습니다.

## 칸을 적는 법

- **빈칸은 ‘모름’이지 0이 아닙니다.** 금액과 수에서 ‘-’ 하나는 0입니다.
- **금액**: 원 단위 정수. `1,234,000`, `1,234천원`, `1억 2천만원`, `△500`, `(500)`을 읽습니다. 제목이나 열 이름의
  `(단위: 천원)`을 따르되, 칸에 적힌 단위가 먼저입니다. 1원보다 작은 금액은 거절합니다.
- **날짜**: `2017-12-05`, `2017.12.05`, `'17. 12. 5.`, `2017년 12월 5일`, `20171205`, 엑셀 날짜. 날이나 달이 없으면
  첫날로 읽고 알립니다. `2017.1`처럼 두 가지로 읽히면 거절합니다.
- **전화번호**: 엑셀이 지운 앞자리 0을 채우고 알립니다.
- **사업자등록번호**: 검증 번호가 틀리면 거절합니다. **법인등록번호**는 알리기만 합니다.
- **주민등록번호**로 보이는 값은 어느 칸에서도 받지 않습니다.
- **여러 값**은 `;`로 나눕니다. **예/아니오**는 `예`·`아니오`, `O`·`X`, `Y`·`N`, `true`·`false`를 읽습니다.
- 합계·소계 행, 빈 행, 되풀이된 열 이름, 표 아래의 설명은 건너뛰고 무엇을 건너뛰었는지 알립니다.

## 받지 않는 파일

수식, 다른 파일로 이어진 연결, 매크로, 암호가 있는 파일과 풀면 지나치게 커지는 압축 파일은 까닭과 고치는 법을 알리고
받지 않습니다. 한글·PDF·그림·웹 페이지로 저장된 표도 그렇습니다.

## 폴더와 Parquet

`socialgoods diagnose`, `prescribe`, `forecast` 명령은 폴더 하나를 읽습니다. 폴더에는 아래 이름의 파일이 `.csv`, `.xlsx`,
`.parquet` 가운데 하나로 있고, 같은 이름이 둘이면 거절합니다. 열 이름만 있고 행이 없는 파일은 빈 표입니다. 모든 파일을 읽고
서로 맞추어 본 뒤 잘못을 한꺼번에 알립니다. 조직·지원 수단·재원의 코드는 그 목록이 있는 파일에도 있어야 합니다.

Parquet의 행 번호는 1부터 셉니다. 금액과 수는 정수나 소수점 아래가 없는 실수로, 날짜는 날짜 형식으로 적습니다(시각에 시간대가
있으면 서울의 날짜로 읽습니다). 글로 적힌 칸은 CSV의 칸처럼 읽습니다. 모르는 값은 null이며 NaN은 거절합니다.

‘있어야 함’의 **모든 행**은 빈칸이 없어야 하고, **열**은 열이 있어야 하지만 칸은 비울 수 있다는 뜻입니다.
웹이나 명령으로 가져올 때는 기록에 꼭 필요한 것만 묻습니다.
"""

BANK = """
## 은행 거래내역

인터넷뱅킹에서 받은 CSV나 XLSX를 고치지 않고 올립니다. 제목 줄, 두 줄로 된 열 이름, 합계 줄, 빈 줄, 되풀이된 열 이름은 알아서 건너뛰고,
오래된 것부터든 새것부터든 읽습니다. 웹에서는 장부의 ‘은행 거래’, 명령으로는 `socialgoods import_bank 장부 파일`입니다
(`--commit`이 없으면 무엇을 가져올지만 보이고, `--column A=day`처럼 모르는 열을 알려 줄 수 있습니다).

- **금액**은 들어온·나간 두 열이거나, 부호나 구분이 있는 한 열입니다. 부호도 구분도 없으면 잔액으로 압니다.
- **잔액**은 줄마다 앞의 잔액에 그 거래를 더한 값이어야 합니다. 이어지지 않으면 그 행을 알리고, 알고 있다고 하기 전에는 가져오지 않습니다.
- **취소된 거래**는 취소 표시가 있고 잔액이 움직이지 않았으면 건너뜁니다.
- **겹치는 기간**의 파일을 올려도 같은 거래는 한 번만 가져옵니다. 하루에 같은 금액이 두 번 오갔으면 두 건입니다.
- 오지 않은 날의 거래, 1,000조 원이 넘는 금액, 수식은 거절합니다. 주민등록번호로 보이는 글은 지우고 가져옵니다.
- 한 파일은 10MB, 20,000행까지입니다. 모르는 서식은 열을 한 번 골라 주면 다음부터 기억합니다.
"""

if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/files.md").write_text(as_markdown(), encoding="utf-8")
