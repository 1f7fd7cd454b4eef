"""The plan in the words one says to a neighbour: five sentences at the most, each only where its figure is known."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from socialgoods.portal.queries.plan import RATE, CountyPlan, Target
from socialgoods.portal.rules.words import of_a_hundred


def plain_words(plan: CountyPlan | None) -> list[SafeString]:
    """Figures are marked with <b>."""
    return [format_html(sentence, **values) for sentence, values in _sentences(plan)] if plan else []


def _sentences(plan: CountyPlan) -> Iterator[tuple[str, dict[str, object]]]:
    reliant, jobs, people = plan.of("self_reliant"), plan.of("jobs"), plan.of("participation")
    names = {"county": settings.COUNTY.name, "until": plan.until}
    if reliant and reliant.target is not None:
        said = _("{county}은 {until}년까지 스스로 벌어 꾸려 가는 이웃 조직을 <b>{target}</b>으로 늘리려고 합니다.")
        yield said, {**names, "target": reliant.target_said}
        if reliant.value is not None:
            yield from _now(reliant, plan.of(RATE))
    if jobs and jobs.value is not None and jobs.target is not None:
        said = _("이웃 조직에서 <b>{now}</b>이 일하고 있고, 목표는 {target}입니다.")
        yield said, {"now": jobs.value_said, "target": jobs.target_said}
    if people and people.value is not None and people.target is not None:
        said = _(
            "주민 100명 가운데 <b>{now}명</b>이 조합원이나 일꾼, 자원봉사자로 함께하고 있습니다. 목표는 {target}명입니다."
        )
        yield said, {"now": of_a_hundred(people.value), "target": of_a_hundred(people.target)}
    if reliant and reliant.probability is not None and not reliant.is_reached:
        said = _("지금 계획대로 하면 {until}년에 {target}에 이를 가능성은 <b>{chance}</b>입니다.")
        yield said, {**names, "target": reliant.target_said, "chance": reliant.chance_said}


def _now(reliant: Target, rate: Target | None) -> Iterator[tuple[str, dict[str, object]]]:
    if rate is None or rate.value is None:
        yield _("{year}년에는 <b>{now}</b>이 그랬습니다."), {"year": reliant.year, "now": reliant.value_said}
        return
    said = _("{year}년에는 <b>{now}</b>, 보고한 조직 100곳 가운데 {share}곳이 그랬습니다.")
    yield said, {"year": reliant.year, "now": reliant.value_said, "share": of_a_hundred(rate.value)}
