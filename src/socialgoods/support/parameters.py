"""Figures of law and policy that this room applies, each with its first day and where it stands."""

from collections.abc import Mapping
from datetime import date

from socialgoods.kernel.dated import Dated, Since
from socialgoods.support.models.call import Programme

NOT_TOGETHER: Dated[Mapping[str, frozenset[str]]] = Dated(
    Since(
        date(2011, 1, 1),
        {
            Programme.VILLAGE_ENTERPRISE: frozenset({Programme.SOCIAL_ENTERPRISE, Programme.RURAL_COMMUNITY}),
            Programme.SOCIAL_ENTERPRISE: frozenset({Programme.VILLAGE_ENTERPRISE}),
            Programme.RURAL_COMMUNITY: frozenset({Programme.VILLAGE_ENTERPRISE}),
        },
        source="행정안전부 마을기업 육성사업 시행지침: (예비)사회적기업·농촌공동체회사와 같은 해에 이중으로 지원받지 않음",
        verified=False,
    )
)
"""Which programmes pay no organisation of another in the same year."""

FILE_BYTES = Dated(Since(date(2012, 12, 1), 20 * 1024 * 1024, source="군의 보관 기준(군에서 정함)", verified=False))
PHOTO_PIXELS = Dated(
    Since(date(2012, 12, 1), 64_000_000, source="군의 보관 기준: 휴대전화 사진의 크기(군에서 정함)", verified=False)
)
