"""The sentence that says what an import would do, or did."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socialgoods.registry.rules.imports.fate import Counts


def sentence(target: str, counts: Counts, skipped: int) -> str:
    """All that an officer must know before pressing the button, in one breath."""
    read = ngettext("%(count)s행을 읽었습니다.", "%(count)s행을 읽었습니다.", counts.rows) % {
        "count": f"{counts.rows:,}"
    }
    fates = _("새로 쓸 것 %(new)s건, 바뀌는 것 %(changed)s건, 그대로인 것 %(same)s건입니다.") % {
        "new": f"{counts.new:,}",
        "changed": f"{counts.changed:,}",
        "same": f"{counts.same:,}",
    }
    parts = [read, fates]
    if target == "organizations":
        parts.append(
            _("군 밖의 조직 %(outside)s곳, 읍·면을 물어볼 조직 %(ask)s곳이 있습니다.")
            % {"outside": f"{counts.outside:,}", "ask": f"{counts.ask:,}"}
        )
    rest = [
        (counts.errors, _("고칠 행 %(count)s개")),
        (counts.left_out, _("겹쳐서 빼는 행 %(count)s개")),
        (skipped, _("건너뛰는 행 %(count)s개")),
    ]
    said = [words % {"count": f"{count:,}"} for count, words in rest if count]
    if said:
        parts.append(_("%(list)s가 있습니다.") % {"list": ", ".join(said)})
    return " ".join(parts)
