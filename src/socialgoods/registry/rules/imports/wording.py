"""The sentences that say what an import would do, and what it did."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.registry.rules.imports.fate import Counts


def sentence(counts: Counts, skipped: int) -> str:
    """All that an officer must know before pressing the button, in one breath."""
    said = _("%(rows)s행을 읽었습니다. 새로 쓸 것 %(new)s건, 바뀌는 것 %(changed)s건, 그대로인 것 %(same)s건입니다.")
    return " ".join([said % _figures(counts), *_beside(counts, skipped)])


def done(counts: Counts, skipped: int) -> str:
    said = _("%(rows)s행을 읽어 %(new)s건을 새로 쓰고 %(changed)s건을 바꾸었습니다. %(same)s건은 그대로였습니다.")
    return " ".join([said % _figures(counts), *_beside(counts, skipped)])


def undone(summary: Mapping[str, Any]) -> str:
    said = _("지운 기록 %(removed)s건, 이전 값으로 돌린 기록 %(restored)s건, 남긴 기록 %(kept)s건입니다.")
    return said % {name: f"{summary[name]:,}" for name in ("removed", "restored", "kept")}


def _figures(counts: Counts) -> dict[str, str]:
    return {name: f"{count:,}" for name, count in counts.to_json().items()}


def _beside(counts: Counts, skipped: int) -> list[str]:
    """Only what there is."""
    places = [
        (counts.outside, _("군 밖의 조직 %(count)s곳")),
        (counts.ask, _("읍·면을 물어볼 조직 %(count)s곳")),
    ]
    rows = [
        (counts.errors, _("고칠 행 %(count)s개")),
        (counts.left_out, _("겹쳐서 빼는 행 %(count)s개")),
        (skipped, _("건너뛰는 행 %(count)s개")),
    ]
    parts = []
    for said, sentence in ((places, _("%(list)s이 있습니다.")), (rows, _("%(list)s가 있습니다."))):
        listed = ", ".join(words % {"count": f"{count:,}"} for count, words in said if count)
        if listed:
            parts.append(sentence % {"list": listed})
    return parts
