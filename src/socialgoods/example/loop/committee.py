"""The example's committee: made-up people who sit, vote and decide."""

from collections.abc import Collection
from datetime import date
from typing import Any

from socialgoods.example.loop.days import moment
from socialgoods.example.names import person_name
from socialgoods.example.world import stream
from socialgoods.people.models import User
from socialgoods.prescription.actions import committee as actions
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.models import Round, Variant

NAME, BASIS, PLACE = "사회적경제 육성위원회", "(예시) 사회적경제 육성 조례 제9조", "군청 소회의실"
SEATS = ("군 부군수", "군의회", "지역 대학", "지원센터", "지역 신협", "마을공동체 대표", "협동조합 대표")


def members(seed: int, *, year: int, conflicts: Collection[str] = ()) -> list[dict[str, Any]]:
    """Seven, who all say yes; one was not there; one who has to do with an organisation leaves the room for it."""
    random = stream(seed, f"committee/{year}")
    names: list[str] = []
    while len(names) < len(SEATS):
        if (name := person_name(random)) not in names:
            names.append(name)
    return [
        {
            "name": name,
            "belongs_to": seat,
            "is_chair": number == 0,
            "vote": "absent" if number == 1 else "yes",
            "conflicts": sorted(conflicts) if number == len(SEATS) - 1 else [],
        }
        for number, (name, seat) in enumerate(zip(names, SEATS, strict=True))
    ]


def sit(
    round: Round, variant: Variant, *, seed: int, conflicts: Collection[str] = (), by: User, on: date, laid_on: date
) -> None:  # fmt: skip
    rounds.lay(round=round, variant=variant, by=by, at=moment(laid_on, 11))
    actions.record_sitting(
        round=round, committee=NAME, basis=BASIS, held_on=on, place=PLACE,
        minutes="올린 안을 조직별 까닭과 함께 살펴보았습니다. 남는 예산은 다음 배정에서 쓰기로 했습니다.",
        members=members(seed, year=on.year, conflicts=conflicts), by=by, at=moment(on, 15),
    )  # fmt: skip


def decide(round: Round, *, by: User, on: date, answer_by: date | None = None) -> None:
    actions.decide(round=round, answer_by=answer_by, by=by, at=moment(on, 17))
