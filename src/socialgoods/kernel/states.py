"""Moves between states. The table of allowed moves is data; the slower of two officers is told, not overruled."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _


class IllegalTransition(Exception):
    """The move is not allowed, or somebody else has moved the object meanwhile. The text is ready to show."""


def move(instance: Model, to: str, *, table: Mapping[Any, set[Any]], field: str = "state", **changes: Any) -> None:
    """Write `to` and `changes` if the row is still in the state that was read and the table allows the move."""
    read = getattr(instance, field)
    label = getattr(instance, f"get_{field}_display")
    if to not in table.get(read, set()):
        before = label()
        setattr(instance, field, to)
        after = label()
        setattr(instance, field, read)
        raise IllegalTransition(
            _("‘%(before)s’ 상태에서는 ‘%(after)s’(으)로 바꿀 수 없습니다.") % {"before": before, "after": after}
        )
    rows = type(instance)._default_manager.filter(pk=instance.pk, **{field: read})
    if not rows.update(**{field: to}, **changes):
        raise IllegalTransition(
            _("그사이 다른 분이 먼저 처리하여 상태가 바뀌었습니다. 새로 고쳐 지금 상태를 확인해 주세요.")
        )
    for name, value in {field: to, **changes}.items():
        setattr(instance, name, value)
