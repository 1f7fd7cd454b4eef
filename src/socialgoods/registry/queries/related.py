"""Which tables of the house name an organisation or a measure, also in rooms that the registry does not know.

A model above may say two things of itself: `moves_when_merged`, the fields that must differ for its rows to move when two
organisations become one; and `is_computed`, that its rows are only figures, which come and go with what they rest on.
"""

from typing import Any

from django.db.models import Model


def pointing_at(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Table and field, also where the field offers no way back."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        (relation.related_model, relation.field.name)
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and not isinstance(relation.related_model, str)
        and not relation.related_model._meta.auto_created
    ]
