"""The county this site serves, read from its folder. Pure: settings read it before Django is up."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SHIPPED = Path(__file__).parent / "wanju"


@dataclass(frozen=True)
class County:
    folder: Path
    code: str
    name: str
    name_en: str
    province: str
    contact: str
    phone: str
    email: str
    code_before: str = ""
    """The county's code until a reform of the codes."""
    accent: str = "#1b6b4a"
    province_also: tuple[str, ...] = ()
    tile_url: str = ""
    tile_attribution: str = ""
    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    sectors: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def tile_origin(self) -> str:
        parts = urlsplit(self.tile_url)
        return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if self.tile_url else ""


class BadCounty(Exception):
    """The county's folder cannot be used; the text says what to mend."""


def load_county(folder: str = "") -> County:
    path = Path(folder) if folder else SHIPPED
    try:
        table: dict[str, Any] = tomllib.loads((path / "county.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadCounty(f"{path}/county.toml is missing. Point SOCIALGOODS_COUNTY at a county's folder.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadCounty(f"{path}/county.toml: {error}") from None
    required = ("code", "name", "name_en", "province", "contact", "phone", "email")
    missing = [name for name in required if not table.get(name)]
    if missing:
        raise BadCounty(f"{path}/county.toml lacks {', '.join(missing)}.")
    map_ = table.get("map", {})
    return County(
        folder=path,
        **{name: str(table[name]) for name in required},
        code_before=str(table.get("code_before", "")),
        accent=str(table.get("accent", County.accent)),
        province_also=tuple(table.get("province_also", ())),
        tile_url=str(map_.get("tile_url", "")),
        tile_attribution=str(map_.get("attribution", "")),
        kinds={code: (labels[0], labels[1]) for code, labels in table.get("kinds", {}).items()},
        sectors={code: (labels[0], labels[1]) for code, labels in table.get("sectors", {}).items()},
    )
