"""Documents of a co-operative as PDF. All words come from here; the templates beside it only set them."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Certificate, Office, Officer
from socialgoods.cooperative.queries.register import cap_of
from socialgoods.kernel import typesetting
from socialgoods.kernel.formats import number, seoul_date, won_words

DOCUMENTS = Path(__file__).parent / "documents"


def compiled(name: str, words: dict[str, Any]) -> bytes:
    return typesetting.compiled(DOCUMENTS / name, words)


def certificate(row: Certificate) -> bytes:
    return compiled("certificate.typ", certificate_words(row))


def certificate_words(row: Certificate) -> dict[str, Any]:
    cooperative, member = row.cooperative, row.member
    chair = Officer.objects.running_on(row.on).filter(cooperative=cooperative, office=Office.CHAIR).first()
    return {
        "title": _("출자증서"),
        "number": _("제 %(number)s호") % {"number": f"{row.on.year}-{row.number:04d}"},
        "facts": [
            (_("조합원"), member.name),
            (_("조합원 번호"), str(member.number)),
            (_("조합원이 된 날"), seoul_date(member.starts_on)),
            (_("출자좌수"), _("%(shares)s좌") % {"shares": number(row.shares)}),
            (_("낸 출자금"), won_words(row.amount)),
            (_("기준일"), seoul_date(row.on)),
        ],
        "says": _("위 조합원이 우리 조합에 위와 같이 출자하였음을 증명합니다."),
        "rules": [
            _("이 증서는 담보로 쓸 수 없고, 출자좌는 총회의 의결로만 넘길 수 있습니다(협동조합기본법 제22조·제24조)."),
            _("조합원의 책임은 낸 출자금까지입니다. 한 조합원은 전체 좌수의 %(percent)s%%까지 가질 수 있습니다.")
            % {"percent": cap_of(cooperative, row.on).percent},
            _("기준일이 지난 뒤의 좌수는 조합원 명부에서 확인해 주세요."),
        ],
        "day": seoul_date(row.at),
        "cooperative": cooperative.name,
        "chair": _("이사장 %(name)s") % {"name": chair.name} if chair else _("이사장"),
        "seal": _("(직인)"),
        "office": " · ".join(part for part in (cooperative.office, cooperative.phone) if part),
    }
