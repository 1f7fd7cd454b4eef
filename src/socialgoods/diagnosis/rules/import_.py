"""Whether a row of the plan's `assessments` file is an answer that the year's instrument asks for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Items = Mapping[str, tuple[str, int]]
"""Item → dimension and scale."""


def reasons_against(record: Mapping[str, Any], *, is_known: bool, version: str, items: Items) -> list[tuple[str, str]]:
    """Field and reason."""
    if not is_known:
        return [("org_id", _("등록부에 없는 등록번호입니다. 조직을 먼저 등록해 주세요."))]
    asked = items.get(record["item"])
    if asked is None:
        said = _("%(year)s년에 묻는 ‘%(version)s’ 판에는 이 문항이 없습니다. 문항의 code를 적어 주세요.")
        return [("item", said % {"year": record["year"], "version": version})]
    dimension, scale = asked
    found = []
    if record["dimension"] != dimension:
        found.append(("dimension", _("이 문항의 영역은 %(dimension)s입니다.") % {"dimension": dimension}))
    if record["max_score"] != scale:
        found.append(("max_score", _("이 문항은 1부터 %(scale)s까지 답합니다.") % {"scale": scale}))
    score = record["score"]
    if score is not None and (score != int(score) or not 1 <= score <= scale):
        found.append(("score", _("점수는 1부터 %(scale)s까지의 정수입니다.") % {"scale": scale}))
    return found
