"""A code sheet on paper."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date
from socialgoods.people import text
from socialgoods.people.models import CodeSheet

TEMPLATE = Path(__file__).parent / "documents" / "code_sheet.typ"


def grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def steps(address: str) -> list[str]:
    """How to log in with a sheet: on paper and on the page that prints it."""
    return [
        _("인터넷 주소 %(address)s 를 엽니다.") % {"address": address},
        _("아이디를 적고 ‘다음’을 누릅니다."),
        _("화면이 물어보는 번호의 코드를 적고 ‘로그인’을 누릅니다."),
        _("쓴 코드는 오른쪽 네모에 표시합니다. 한 번 쓴 코드는 다시 쓸 수 없습니다."),
    ]


def pdf(sheet: CodeSheet, codes: list[str], *, address: str) -> bytes:
    import typst  # 80 MB that only this needs

    fonts = [str(folder) for folder in (settings.PACKAGE / "portal" / "fonts").iterdir()]
    with translation.override(sheet.user.language):
        words = json.dumps(_words(sheet, codes, address), ensure_ascii=False)
    return typst.compile(
        str(TEMPLATE), format="pdf", font_paths=fonts, ignore_system_fonts=True, sys_inputs={"sheet": words}
    )


def _words(sheet: CodeSheet, codes: list[str], address: str) -> dict[str, object]:
    county = settings.COUNTY
    return {
        "language": sheet.user.language,
        "title": _("로그인 코드표"),
        "county": f"{county.name} · {county.contact}",
        "facts": [
            (_("이름"), sheet.user.name),
            (_("아이디"), sheet.user.username),
            (_("번호"), f"{sheet.serial} · {seoul_date(sheet.issued_at)}"),
        ],
        "steps": steps(address),
        "codes": [(position, grouped(code)) for position, code in enumerate(codes, start=1)],
        "warning": str(text.SHEET_WARNING),
        "footer": _("문의 %(phone)s") % {"phone": county.phone},
    }
