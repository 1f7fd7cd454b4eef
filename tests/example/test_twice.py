"""The same seed makes the same county, down to what was decided in it."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import transaction

from socialgoods.example.load import load
from socialgoods.example.loop import begin
from socialgoods.kernel import clock
from socialgoods.places.actions import load_county

SECRET_OR_TIME = {
    "password",
    "file",
    "thumbnail",
    "inputs",
    "loaded_at",
    "with_whom",
    "said",
    "agreed",
    "result",
    "setup",
    "token",
    "digest",
    "door_code",
}
"""Sealed, hashed or drawn anew each time, how long something took and when, or (a pin's author) the number of a row."""
NUMBER_OF_A_ROW = {"key", "origin", "ledger.Entity.party", "cooperative.Teller.sha256"}
"""Carried in a text, or in what a hash was made of."""


def picture_of_the_house():
    """Every table of ours, without numbers of rows, which go on counting, and without moments."""
    picture = {}
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if not model.__module__.startswith("socialgoods.") or model._meta.app_label == "kernel":
            continue
        fields = [
            field.name
            for field in model._meta.concrete_fields
            if not {field.name, f"{model._meta.label}.{field.name}"} & (SECRET_OR_TIME | NUMBER_OF_A_ROW)
            and not field.primary_key and not field.is_relation
            and field.get_internal_type() not in {"DateTimeField", "BinaryField"}
        ]  # fmt: skip
        rows = model.objects.values_list(*fields) if fields else [model.objects.count()]
        picture[model._meta.label] = Counter(map(repr, rows))
    return picture


@pytest.mark.slow
@pytest.mark.django_db
def test_two_loads_are_the_same(monkeypatch):
    """Without the figures, whose computation has tests of its own; the rounds are computed."""
    monkeypatch.setattr(begin.figures, "diagnose", lambda *, at: None)
    monkeypatch.setattr(begin.figures, "compute", lambda *, at: None)
    seen = []
    for _ in range(2):
        with transaction.atomic():
            load_county()
            load(factor=0.1)
            seen.append(picture_of_the_house())
            transaction.set_rollback(True)
        clock.forget()

    first, second = seen
    only_one_has = [
        f"{label}: {row}"
        for label in first
        for row in [*(first[label] - second[label]), *(second[label] - first[label])]
    ]
    assert not only_one_has, "\n".join(only_one_has)
