"""What banks call the columns of their lists, and the words by which rows and directions are told."""

import re
from collections.abc import Mapping

from socialgoods.exchange.refusals import Limits
from socialgoods.exchange.sentences import mark as _

LIMITS = Limits(file_bytes=10 * 1024 * 1024, unpacked_bytes=64 * 1024 * 1024, rows=20_000, columns=60, cells=600_000)

IGNORED = "-"
FIELDS: Mapping[str, str] = {
    "day": _("거래일"),
    "time": _("거래 시각"),
    "out": _("나간 금액"),
    "in": _("들어온 금액"),
    "amount": _("금액 (한 열에 모두)"),
    "kind": _("구분 (입금·출금)"),
    "balance": _("잔액"),
    "counterpart": _("상대 (보낸 사람·받는 사람)"),
    "text": _("적요"),
    "memo": _("메모"),
    "status": _("취소 표시"),
}
SEVERAL = frozenset({"text", "memo", "counterpart"})
"""More than one column may be so."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": (
        "거래일자", "거래일시", "거래일", "일자", "날짜", "거래날짜", "거래년월일", "일시", "거래일자시간", "처리일시", "처리일자",
        "입출금일시", "입출금일자", "거래기준일", "date", "transaction date",
    ),
    "time": ("거래시간", "거래시각", "시간", "시각", "처리시간", "time"),
    "out": (
        "출금액", "출금", "출금금액", "찾으신금액", "찾으신 돈", "지급금액", "지급액", "지급", "인출금액", "보내신금액", "나간금액",
        "출금(찾으신금액)", "withdrawal", "debit",
    ),
    "in": (
        "입금액", "입금", "입금금액", "맡기신금액", "맡기신 돈", "받으신금액", "들어온금액", "입금(맡기신금액)", "deposit", "credit",
    ),
    "amount": ("거래금액", "금액", "입출금액", "입출금금액", "거래액", "amount"),
    "kind": ("구분", "거래구분", "거래유형", "입출금구분", "입지구분", "입출구분", "거래종류", "입금출금", "입출금", "type"),
    "balance": ("거래후잔액", "거래 후 잔액", "잔액", "거래후잔고", "잔고", "남은금액", "통장잔액", "현재잔액", "balance"),
    "counterpart": (
        "보낸분/받는분", "보낸분", "받는분", "보내는분", "의뢰인", "수취인", "의뢰인/수취인", "수취인/의뢰인", "상대계좌예금주명",
        "상대예금주명",
        "상대계좌예금주", "거래상대", "거래상대방", "상대방", "상대방명", "입금자", "입금자명", "송금인", "받는사람", "보낸사람", "거래처",
    ),
    "text": (
        "적요", "거래내용", "내용", "기재내용", "거래기록사항", "기록사항", "거래적요", "통장적요", "통장기재내용", "통장표시내용",
        "적요내용", "거래내역", "description",
    ),
    "memo": ("메모", "거래메모", "송금메모", "이체메모", "받는통장메모", "비고", "memo"),
    "status": ("취소여부", "거래취소", "취소", "정정여부", "취소구분", "거래상태", "상태", "처리결과"),
    IGNORED: (
        "순번", "번호", "no", "no.", "연번", "거래점", "취급점", "거래점명", "취급지점", "처리점", "취급은행", "거래은행", "은행",
        "상대은행",
        "상대계좌번호", "상대계좌", "계좌번호", "통화", "수표어음금액", "수표금액", "미결제타점권", "cms코드", "거래번호", "취급기관",
        "점포", "거래국", "취급국", "제휴", "계좌", "채널", "거래매체",
    ),
}  # fmt: skip
PAYEE_LIKE = ("기재내용", "거래기록사항", "기록사항", "통장기재내용", "내용", "거래내용")
"""Beside 적요 or another column of words, the bank writes here who paid or was paid. In the order of trust."""

BANKS: Mapping[str, tuple[str, ...]] = {
    "농협": ("농협", "nonghyup"),
    "신협": ("신협", "신용협동조합"),
    "새마을금고": ("새마을금고",),
    "국민은행": ("국민은행", "kb국민", "kbstar"),
    "신한은행": ("신한",),
    "우리은행": ("우리은행",),
    "하나은행": ("하나은행", "keb하나"),
    "기업은행": ("기업은행", "ibk"),
    "카카오뱅크": ("카카오뱅크", "kakaobank"),
    "토스뱅크": ("토스뱅크", "tossbank"),
    "케이뱅크": ("케이뱅크", "kbank"),
    "우체국": ("우체국",),
    "전북은행": ("전북은행",),
    "광주은행": ("광주은행",),
    "수협": ("수협",),
    "산림조합": ("산림조합",),
    "SC제일은행": ("sc제일",),
    "부산은행": ("부산은행",),
    "대구은행": ("대구은행", "im뱅크"),
    "경남은행": ("경남은행",),
    "제주은행": ("제주은행",),
}

OUT_WORDS = re.compile(r"출금|지급|인출|찾으신|출$|^출|송금|결제|납부|withdraw|debit", re.IGNORECASE)
IN_WORDS = re.compile(r"입금|맡기신|받으신|입$|^입|이자|deposit|credit", re.IGNORECASE)
SIDE = re.compile(r"입금|출금|지급|입|출|입출금")
"""Says no more than the sign of the amount."""
CANCELLED = re.compile(r"취소|정정|불능|실패|거절|cancel|^y$|^예$|^[o○]$", re.IGNORECASE)
DONE = re.compile(r"정상|완료|성공|^n$|^아니[오요]$|^-?$", re.IGNORECASE)
CANCELLING = re.compile(
    r"^(?:거래|출금|입금)?\s*(?:취소|정정)(?:\s*거래)?$|[(\[](?:취소|정정)[)\]]|^(?:취소|정정)[ _:/(]"
)
CARRIED = re.compile(
    r"(?:전(?:월|기|일|페이지)\s*)?이월(?:\s*잔[액고])?|기초\s*잔[액고]|전\s*잔[액고]|opening balance", re.IGNORECASE
)
