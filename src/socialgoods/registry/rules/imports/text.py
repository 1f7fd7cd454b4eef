"""What imports say, beyond what `exchange` says of single cells."""

from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

NO_ORGANIZATION = say(_("등록부에 없는 조직입니다."))
IMPORT_IT_FIRST = say(_("조직을 먼저 등록하거나 가져온 뒤 다시 확인하세요. 우리 군과 관계없는 행이면 건너뛰세요."))
SEVERAL_ORGANIZATIONS = say(_("같은 이름의 조직이 여럿입니다."))
SAY_WHICH = say(_("등록번호나 사업자등록번호 열을 더해 어느 조직인지 알려 주세요."))

OTHER_CODE = say(_("등록부에서는 이 조직의 등록번호가 다릅니다. 등록부의 번호를 그대로 둡니다."))
CODE_IN_USE = say(_("이 등록번호는 다른 조직이 쓰고 있습니다."))
BUSINESS_NO_IN_USE = say(_("이 사업자등록번호는 등록부의 다른 조직이 쓰고 있습니다."))
CHECK_NUMBER = say(_("번호를 확인해 고치거나 이 행을 건너뛰세요."))
SAME_AS_ROW = _("{row}행과 같은 조직으로 보여 가져오지 않습니다.")
SAME_NAME = say(_("등록부에 이름이 같은 조직이 있습니다. 다른 조직으로 보고 새로 등록합니다."))
LOOK_AT_TWINS = say(_("아래 ‘겹치는 조직’에서 같은 조직인지 골라 주세요."))

REPORT_NOT_OURS = say(_("이 해의 보고를 조직이 직접 적었거나 이미 확정했습니다."))
LEAVE_REPORT = say(_("가져올 값이 맞다면 그 보고를 돌려보내 고치게 하고, 이 행은 건너뛰세요."))
REPORT_TWICE = _("같은 조직의 같은 해 보고가 {row}행에도 있습니다.")
KEEP_ONE = say(_("한 행만 남기고 나머지는 건너뛰세요."))
NO_EVIDENCE = say(_("확정으로 가져오려면 증빙 등급이 있어야 합니다."))
GIVE_EVIDENCE = say(_("증빙 열을 더하거나, 모든 행의 증빙을 고르거나, ‘제출됨’으로 가져오세요."))
COMMISSIONED_MORE = say(_("‘공공 판매 중 위탁’ 금액이 등록부의 ‘공공 판매’보다 큽니다."))

SUPPORT_TWICE = _("같은 조직·연도·수단·재원의 지원이 {row}행에도 있습니다.")
ADD_UP = say(_("두 금액을 더해 한 행으로 적거나 한 행을 건너뛰세요."))
NO_MEASURE = say(_("지원 수단 목록에 없는 이름입니다."))
MAKE_MEASURE = say(_("열 맞추기에서 ‘새 지원 수단 만들기’를 고르거나, 목록의 이름으로 적어 주세요."))

NO_CONSENT = say(_("사람 토큰을 두려면 동의한 날이 있어야 합니다."))
GIVE_CONSENT = say(_("동의한 날 열을 더하거나, 모든 행의 동의한 날을 적어 주세요."))
BAD_TOKEN = say(_("토큰은 0–9와 a–f로 된 64자입니다."))
MAKE_TOKEN = say(_("‘socialgoods tokens’로 만든 값을 그대로 옮기거나 이름·생년월일·전화 끝 네 자리를 적어 주세요."))
UNLINKED = say(_("이름·생년월일·전화 끝 네 자리 가운데 빠진 것이 있어 사람을 잇지 않고 기록합니다."))
MEMBERSHIP_TWICE = _("같은 사람의 같은 참여가 {row}행에도 있습니다.")

DESIGNATION_TWICE = _("같은 조직의 같은 인증·지정이 {row}행에도 있습니다.")
ENDS_AT_START = say(_("만료일이 지정일보다 뒤여야 합니다."))
CHECK_DAYS = say(_("두 날짜를 확인해 주세요."))

NOTHING = say("")


def about_row(template: str, row: int) -> Sentence:
    return say(template, row=row)
