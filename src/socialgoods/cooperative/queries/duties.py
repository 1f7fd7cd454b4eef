"""Whose duties they are, in figures of the day."""

from datetime import date

from socialgoods.cooperative import founding_parameters, year_parameters
from socialgoods.cooperative.models import Articles, Cooperative, CooperativeKind
from socialgoods.cooperative.queries.register import cap_of
from socialgoods.cooperative.rules import duties as rules


def duties(cooperative: Cooperative, articles: Articles, on: date) -> list[rules.Duty]:
    return rules.duties(
        rules.Of(
            is_social=cooperative.is_social,
            is_medical=cooperative.kind == CooperativeKind.MEDICAL,
            is_federation=cooperative.is_federation,
            minister=founding_parameters.MINISTER.on(on),
            reserve_percent=articles.reserve_percent,
            cap_percent=cap_of(cooperative, on).percent,
            least_main_business=year_parameters.MAIN_BUSINESS_PERCENT.on(on),
            medical_others_percent=founding_parameters.MEDICAL_OTHERS_PERCENT.on(on),
        )
    )
