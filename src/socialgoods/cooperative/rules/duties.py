"""What a co-operative keeps to all its life, each with its article: shown to its members and to everybody who wants to know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import act, decree


@dataclass(frozen=True)
class Duty:
    key: str
    title: str
    text: str
    article: str


@dataclass(frozen=True)
class Of:
    """Whose duties."""

    is_social: bool
    is_medical: bool
    is_federation: bool
    minister: str
    reserve_percent: int
    cap_percent: int
    least_main_business: int
    medical_others_percent: int


def duties(of: Of) -> list[Duty]:
    return [
        _authority(of),
        _openness(of),
        *_business(of),
        _others(of),
        _shares(of),
        _surplus(of),
        _changes(of),
        _activity(of),
        _residue(of),
    ]


def _authority(of: Of) -> Duty:
    if of.is_social:
        text = _(
            "설립은 %(minister)s이 인가하고, 그 일은 주사업을 맡은 중앙행정기관에 맡겨져 있습니다. 감독도 그 기관이 합니다."
        )
        return Duty(
            "authority", _("인가와 감독"), text % {"minister": of.minister}, f"{act(85)}, {act(111)}, {decree(32)}"
        )
    if of.is_federation:
        text = _("설립은 %(minister)s에게 신고합니다.") % {"minister": of.minister}
        return Duty("authority", _("신고"), text, act(71))
    return Duty(
        "authority", _("신고"), _("설립은 도지사에게 신고합니다. 법인의 등기와 해산도 그에 따릅니다."), act(15, 1)
    )


def _openness(of: Of) -> Duty:
    text = _(
        "정관, 의사록, 조합원 명부, 회계장부를 주된 사무소에 둡니다. 조합원과 조합에 받을 돈이 있는 사람은 보고 베낄 수 있습니다."
    )
    return Duty("openness", _("보여 주기"), text, act(96) if of.is_social else act(49))


def _business(of: Of) -> list[Duty]:
    musts = _(
        "조합원 교육, 다른 협동조합과의 협력, 조합을 알리고 지역사회에 이바지하는 사업은 꼭 합니다. 금융업과 보험업은 하지 않습니다."
    )
    found = [Duty("business", _("하는 사업, 하지 않는 사업"), musts, f"{act(45, 1)}, {act(45, 3)}")]
    if of.is_social and not of.is_federation:
        text = _(
            "주사업이 전체 사업의 %(least)s%% 이상이어야 합니다. 주사업은 법이 정한 다섯 가지 가운데에서 고릅니다."
        )
        found.append(Duty("main_business", _("주사업"), text % {"least": of.least_main_business}, act(93, 1)))
    return found


def _others(of: Of) -> Duty:
    text = _("조합원이 이용하는 데 지장이 없으면 조합원이 아닌 사람도 이용할 수 있습니다.")
    article = act(95) if of.is_social else act(46)
    if of.is_social:
        text += " " + _("다만 소액대출과 상호부조는 조합원만 이용합니다.")
        article = f"{article}, {decree(24)}"
    if of.is_medical:
        text += " " + _("의료 서비스는 조합원이 아닌 사람에게 전체 공급의 %(most)s%%까지만 합니다.") % {
            "most": of.medical_others_percent
        }
    return Duty("others", _("조합원이 아닌 사람의 이용"), text, article)


def _shares(of: Of) -> Duty:
    text = _("누구나 출자와 관계없이 한 표를 갖습니다. 한 조합원은 전체 출자좌수의 %(most)s%%까지 가질 수 있습니다.")
    if of.is_federation:
        text = _(
            "회원의 표는 정관에 따라 다르게 정할 수 있습니다. 한 회원은 전체 출자좌수의 %(most)s%%까지 가질 수 있습니다."
        )
    article = f"{act(91)}, {act(22, 2)}" if of.is_social else act(22, 2)
    return Duty("shares", _("표와 출자"), text % {"most": of.cap_percent}, article)


def _surplus(of: Of) -> Duty:
    text = _("해마다 잉여금의 %(percent)s%% 이상을 낸 출자금의 3배가 될 때까지 법정적립금으로 쌓습니다.") % {
        "percent": of.reserve_percent
    }
    if of.is_social:
        return Duty("surplus", _("잉여금"), text + " " + _("배당은 하지 않습니다."), f"{act(97)}, {act(98)}")
    text += " " + _(
        "배당은 이용한 만큼 하는 몫을 절반 이상으로 하고, 출자에 대한 몫은 낸 출자금의 10%를 넘지 않습니다."
    )
    return Duty("surplus", _("잉여금"), text, f"{act(50)}, {act(51)}")


def _changes(of: Of) -> Duty:
    text = _(
        "이름, 사무소, 임원처럼 등기한 것이 바뀌면 21일 안에, 출자 총좌수는 회계연도가 끝나고 3개월 안에 변경등기합니다."
    )
    return Duty("changes", _("변경등기"), text, f"{act(110)}, {act(64)}" if of.is_social else act(64))


def _activity(of: Of) -> Duty:
    years = _("1년") if of.is_social else _("2년")
    text = _(
        "조합원이 5명보다 적은 채 %(years)s, 총회 없이 2년, 사업 없이 %(years)s이 지나면 활동하지 않는 조합으로 봅니다."
    )
    return Duty("activity", _("쉬는 조합"), text % {"years": years}, act(111, 3) if of.is_social else act(70, branch=2))


def _residue(of: Of) -> Duty:
    if of.is_social:
        text = _(
            "해산하고 남은 재산은 나누지 않습니다. 상급 연합회, 비슷한 목적의 사회적협동조합, 비영리법인·공익법인이나 국고로 넘깁니다."
        )
        return Duty("residue", _("해산하고 남은 재산"), text, act(104))
    return Duty("residue", _("해산하고 남은 재산"), _("해산하고 남은 재산은 정관이 정한 대로 처분합니다."), act(59))
