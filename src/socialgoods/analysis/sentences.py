"""Why this measure, and why none: sentences an officer can read out. Korean first; English complete."""

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]

DIMENSION: Words = {
    "ko": {
        "finance": "재무", "market": "시장", "product": "상품·서비스", "people": "사람", "governance": "운영",
        "collaboration": "협업", "social": "사회적 가치",
    },
    "en": {
        "finance": "finance", "market": "market", "product": "product", "people": "people", "governance": "governance",
        "collaboration": "collaboration", "social": "social value",
    },
}  # fmt: skip

REASON: Words = {
    "ko": {
        "score": "{dimension} 점수가 {score:.0f}점입니다.",
        "no_score": "{dimension} 점수는 아직 없어 같은 분야의 평균으로 보았습니다.",
        "chance": "{until}년에 자립할 가능성이 {without:.1f}%에서 {with_it:.1f}%로 오를 것으로 봅니다.",
        "same": "{until}년에 자립할 가능성({without:.1f}%)은 거의 달라지지 않을 것으로 봅니다.",
        "level": "{until}년의 자립도가 {points:.1f}%p 오를 것으로 봅니다.",
        "cases": "이 지원의 효과는 지난 {cases}건에서 배웠습니다.",
        "no_cases": "이 지원을 받은 뒤의 결과가 아직 없어 전문가의 짐작을 따랐습니다.",
        "runner_up": "다음 후보는 {runner_up}입니다.",
        "pinned": "먼저 정해 둔 처방입니다.",
        "by_habit": "지금까지의 방식대로라면 받게 될 지원입니다.",
    },
    "en": {
        "score": "Its {dimension} score is {score:.0f}.",
        "no_score": "It has no {dimension} score yet; the mean of its sector stands in.",
        "chance": "Its chance to be self-reliant in {until} is expected to rise from {without:.1f} % to {with_it:.1f} %.",
        "same": "Its chance to be self-reliant in {until} ({without:.1f} %) is expected to stay much the same.",
        "level": "Its ratio in {until} is expected to rise by {points:.1f} points.",
        "cases": "What this measure does was learnt from {cases} cases.",
        "no_cases": "No outcome of this measure has been seen yet; the experts' estimate stands in.",
        "runner_up": "The runner-up is {runner_up}.",
        "pinned": "It was fixed beforehand.",
        "by_habit": "As the county has always done, it would get this.",
    },
}

UNSERVED: Words = {
    "ko": {
        "closed": "활동하지 않는 조직입니다.",
        "already": "그해의 지원이 이미 정해져 있습니다.",
        "not_eligible": "받을 수 있는 지원 수단이 없습니다. 대상 유형과 정해 둔 금지를 확인해 주세요.",
        "no_money": "쓸 수 있는 재원의 예산으로는 어느 지원도 할 수 없습니다. 예산을 확인해 주세요.",
        "no_gain": "어느 지원도 자립 가능성을 높이지 못할 것으로 보입니다.",
        "others_first": "예산과 정원 안에서 다른 조직에 더 큰 도움이 될 것으로 보입니다.",
        "not_in_turn": "지금까지의 방식대로라면 차례가 오지 않습니다.",
        "pin_unmet": "정해 둔 처방이지만 예산이나 정원이 모자랍니다.",
    },
    "en": {
        "closed": "It is not active.",
        "already": "Its support for the year is settled already.",
        "not_eligible": "No measure is open to it. Check the kinds eligible and what was forbidden.",
        "no_money": "The sources that may pay have no money for any measure. Check the budgets.",
        "no_gain": "No measure is expected to raise its chance.",
        "others_first": "Within the budgets and places, others are expected to gain more.",
        "not_in_turn": "As the county has always done, its turn would not come.",
        "pin_unmet": "It was fixed beforehand, but money or places do not suffice.",
    },
}
