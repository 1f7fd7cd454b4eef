"""Where the organisations of a foreign sheet are, and which legal form their names state. What is not said is asked."""

from collections.abc import Iterator
from typing import Any

from socialgoods.exchange.cells import Remark
from socialgoods.exchange.context import Context
from socialgoods.exchange.rules import Broken
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say
from socialgoods.kernel import addresses, hangul

ASK_DISTRICT = Remark(
    say(_("주소에 읍·면이 없어 어느 읍·면인지 알 수 없습니다.")),
    say(_("조직에 물어 채워 주세요. 비워 둔 채로 가져올 수 있습니다.")),
)
ASK_COUNTY = Remark(
    say(_("주소만으로는 우리 군의 조직인지 알 수 없습니다.")),
    say(_("조직에 물어 채워 주세요. 비워 둔 채로 가져올 수 있습니다.")),
)
NO_PLACE = Remark(
    say(_("주소나 읍·면 열이 없어 우리 군의 조직인지 알 수 없습니다.")),
    say(_("그 열을 더하거나, 가져온 뒤에 채워 주세요.")),
)


def place(columns: dict[str, list[Any]], context: Context, count: int) -> list[Broken]:
    """Adds `residence` ("inside", "outside", "unknown") and, where they are not columns, `area` and `legal_form`."""
    if "legal_form" not in columns and "name" in columns:
        columns["legal_form"] = [hangul.legal_form_in(name) or None if name else None for name in columns["name"]]
    if not context.county:
        return []
    given = set(columns)
    areas = columns.get("area", [None] * count)
    said = [columns.get(name, [None] * count) for name in ("address", "sigungu", "sido")]
    judged: dict[tuple[Any, ...], addresses.Located] = {}
    residences: list[str] = []
    districts: list[str | None] = []
    for area, *place_said in zip(areas, *said, strict=True):
        key = tuple(place_said)
        if area is not None and key[1] is None and key[2] is None:
            residences.append("inside")
            districts.append(area)
            continue
        if key not in judged:
            judged[key] = _located(key, context)
        found = judged[key]
        is_outside = found.where == "outside"
        residences.append("outside" if is_outside else "inside" if area else found.where)
        districts.append(None if is_outside else area or found.district)
    columns["residence"], columns["area"] = residences, districts
    if not any(name in given for name in ("area", "address", "sigungu", "sido")):
        return [Broken(-1, "address", "", NO_PLACE, False)]
    return list(_questions(columns))


def _located(said: tuple[Any, ...], context: Context) -> addresses.Located:
    address, sigungu, sido = (text or "" for text in said)
    return addresses.locate(
        address,
        county=context.county,
        districts=tuple(context.districts),
        sigungu=sigungu,
        sido=sido,
        provinces=context.provinces,
    )


def _questions(columns: dict[str, list[Any]]) -> Iterator[Broken]:
    for index, (residence, district) in enumerate(zip(columns["residence"], columns["area"], strict=True)):
        if residence == "unknown":
            yield Broken(index, "address", "", ASK_COUNTY, False)
        elif residence == "inside" and district is None:
            yield Broken(index, "address", "", ASK_DISTRICT, False)
