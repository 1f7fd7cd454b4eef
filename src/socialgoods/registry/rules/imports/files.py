"""A file that DESIGN part 7 does not have, but offices keep: who was certified or designated, when, until when."""

from socialgoods.exchange.files import Field, FileSpec, InOrder, Need
from socialgoods.exchange.files.reports import NAMED_SOMEHOW, WHICH_ORGANISATION

DESIGNATIONS = FileSpec(
    "designations",
    ko="인증·지정",
    en="Designations",
    help="한 줄이 한 조직의 인증이나 지정 하나입니다.",
    fields=(
        *WHICH_ORGANISATION,
        Field(
            "designation",
            "인증·지정",
            "Designation",
            "choice",
            Need.VALUE,
            on_import=Need.VALUE,
            codes="designations",
            also=("인증", "지정", "인증구분", "지정구분", "인증지정", "종류"),
        ),
        Field("number", "번호", "Number", "text", longest=60, also=("인증번호", "지정번호", "인가번호")),
        Field("authority", "기관", "Authority", "text", longest=80, also=("인증기관", "지정기관", "소관부처")),
        Field(
            "starts_on", "지정일", "Starts on", "day", also=("인증일", "인증일자", "지정일자", "인증지정일", "시작일")
        ),
        Field("ends_on", "만료일", "Ends on", "day", also=("지정만료일", "인증만료일", "유효기간", "종료일")),
    ),
    rules=(NAMED_SOMEHOW, InOrder("starts_on", "ends_on")),
)
