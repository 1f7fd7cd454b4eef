"""The articles of association as sentences, by what the Act wants in them (§16, §86). Our own words, filled from the variables."""

from datetime import date

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Articles, Cooperative
from socialgoods.cooperative.queries.register import cap_of
from socialgoods.cooperative.rules.business import required
from socialgoods.kernel.formats import won_words

Chapter = tuple[str, list[str]]


def chapters(cooperative: Cooperative, articles: Articles, on: date) -> list[Chapter]:
    return [
        _of_itself(cooperative, articles),
        _of_members(cooperative, articles),
        _of_shares(articles, cap_of(cooperative, on).percent),
        _of_organs(cooperative, articles),
        _of_accounts(cooperative, articles),
        _of_the_end(cooperative),
    ]


def _of_itself(row: Cooperative, articles: Articles) -> Chapter:
    said = {"name": row.name, "purpose": row.purpose, "office": row.office} | articles.more
    business = [
        _("주사업은 ‘%(kind)s’이며 전체 사업의 100분의 40 이상으로 한다.") % {"kind": row.get_main_business_display()}
    ]
    return _("이름과 목적"), [
        _("이 조합의 이름은 ‘%(name)s’이라 한다.") % {"name": said["name"]},
        _("이 조합은 다음을 목적으로 한다: %(purpose)s") % {"purpose": said["purpose"] or "—"},
        _("주된 사무소는 %(office)s에 둔다.") % {"office": said["office"] or _("(정할 곳)")},
        *(business if row.is_social and not row.is_federation else []),
        _("이 조합은 다음 사업을 한다: %(business)s.")
        % {"business": ", ".join([*articles.more.get("business", []), *required()])},
        _("금융업과 보험업은 하지 않는다."),
    ]


def _of_members(row: Cooperative, articles: Articles) -> Chapter:
    kinds = [_("조합원은 생산자, 소비자, 직원, 자원봉사자, 후원자이며 둘 이상의 유형이 함께한다.")]
    return _("조합원"), [
        *(kinds if row.is_social else []),
        _(
            "조합원이 되려는 이는 가입을 신청하고 출자금을 낸 때부터 조합원이 된다. 정당한 까닭 없이 가입을 거절하지 않는다."
        ),
        _("조합원은 출자좌수에 관계없이 한 표를 가진다.")
        if not row.is_federation
        else _("회원의 의결권은 정관으로 정한 기준에 따라 다르게 할 수 있다."),
        _("탈퇴하려는 조합원은 %(days)s일 전에 알린다.") % {"days": articles.withdrawal_notice_days}
        if articles.withdrawal_notice_days
        else _("조합원은 언제든 알리고 탈퇴할 수 있다."),
        _("제명은 총회에서 참석한 조합원 3분의 2 이상의 찬성으로 한다. 10일 전까지 까닭을 알리고 말할 기회를 준다."),
    ]


def _of_shares(articles: Articles, cap: int) -> Chapter:
    return _("출자"), [
        _("출자 1좌의 금액은 %(won)s으로 한다.") % {"won": won_words(articles.share_price_won)},
        _("조합원은 %(least)s좌 이상 출자한다. 현물로 출자할 수 있다.") % {"least": articles.least_shares},
        _("한 조합원의 출자좌수는 전체의 100분의 %(cap)s을 넘지 못한다.") % {"cap": cap},
        _("출자금은 조합에 진 빚과 상계하지 않으며, 담보로 쓸 수 없다. 조합원의 책임은 낸 출자금까지이다."),
    ]


def _of_organs(row: Cooperative, articles: Articles) -> Chapter:
    return _("총회와 임원"), [
        _("정기총회는 해마다 한 번, 임시총회는 필요할 때 연다. 총회는 %(days)s일 전까지 알린다.")
        % {"days": articles.notice_days},
        _(
            "총회는 조합원 과반수의 출석과 출석한 조합원 과반수의 찬성으로 의결한다. 법이 정한 중요한 안건은 3분의 2 이상으로 한다."
        ),
        _("이사장을 포함한 이사 %(directors)s명 이상, 감사 %(auditors)s명 이상을 둔다.")
        % {"directors": articles.directors_least, "auditors": articles.auditors_least},
        _("임원의 임기는 %(years)s년으로 한다. 이사장은 두 번까지 연임할 수 있다.") % {"years": articles.term_years},
        *([_("대의원총회를 둔다.")] if articles.has_delegates else []),
        *(
            [_("서면으로 의결권을 행사할 수 있다. 다만 법이 허용하는 때에 한한다.")]
            if articles.allows_written_votes
            else []
        ),
        *(
            [_("전자적 방법으로 의결권을 행사할 수 있다. 다만 법이 허용하는 때에 한한다.")]
            if articles.allows_electronic_votes
            else []
        ),
    ]


def _of_accounts(row: Cooperative, articles: Articles) -> Chapter:
    reserve = _("잉여금의 100분의 %(percent)s 이상을 낸 출자금의 3배가 될 때까지 법정적립금으로 쌓는다.")
    if row.is_social:
        rest = _("조합원에게 배당하지 않는다. 남은 잉여금은 임의적립금으로 쌓는다.")
    else:
        rest = _(
            "배당은 이용실적에 따른 몫을 100분의 %(percent)s 이상으로 하고, 출자금에 대한 몫은 낸 출자금의 100분의 10을 넘지 않는다."
        )
        rest %= {"percent": articles.usage_dividend_percent}
    return _("회계"), [
        _("회계연도는 %(month)s월 말에 끝난다.") % {"month": articles.end_month},
        reserve % {"percent": articles.reserve_percent},
        rest,
        _("손실은 미처분이월금, 임의적립금, 법정적립금의 차례로 메우고 모자라면 다음 해로 넘긴다."),
    ]


def _of_the_end(row: Cooperative) -> Chapter:
    if row.is_social:
        residue = _("해산하고 남은 재산은 연합회, 비슷한 목적의 사회적협동조합, 비영리법인이나 국고에 귀속한다.")
    else:
        residue = _("해산하고 남은 재산은 총회가 정하는 바에 따라 처분한다.")
    return _("해산"), [_("해산은 총회에서 참석한 조합원 3분의 2 이상의 찬성으로 한다."), residue]
