"""The rules of a file over whole arrays: which rows `rules.broken` would find, without its words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.exchange.files import AtMost, FileSpec, InOrder, Once, OneOf, Together

Arrays = Mapping[str, pa.Array]
ROOM = 2**62


def broken_alone(spec: FileSpec, arrays: Arrays, count: int) -> np.ndarray:
    """A mask of the rows that break a rule by themselves, or leave out what must be filled."""
    found = np.zeros(count, bool)
    for field in spec:
        if field.name in arrays and spec.must_fill(field, strict=True) and arrays[field.name].null_count:
            found |= _mask(pc.is_null(arrays[field.name]))
    for rule in spec.rules:
        match rule:
            case AtMost() if rule.part in arrays and rule.whole in arrays:
                found |= _mask(pc.greater(arrays[rule.part], arrays[rule.whole]))
            case InOrder() if rule.first in arrays and rule.second in arrays:
                found |= _mask(pc.less(arrays[rule.second], arrays[rule.first]))
            case Together():
                found |= _torn_apart(rule, arrays, count)
            case OneOf() if not rule.only_on_import:
                found |= _unnamed(rule, arrays, count)
    return found


def repeated(spec: FileSpec, arrays: Arrays, count: int) -> np.ndarray:
    """A mask of all rows, the first included, that say the same as another in the fields of a `Once`."""
    found = np.zeros(count, bool)
    for rule in spec.rules:
        if isinstance(rule, Once) and all(name in arrays for name in rule.fields):
            found |= same_as_another([arrays[name] for name in rule.fields], count)
    return found


def same_as_another(arrays: list[pa.Array], count: int) -> np.ndarray:
    keys, size, filled = np.zeros(count, np.int64), 1, np.ones(count, bool)
    for array in arrays:
        encoded = array.dictionary_encode()
        indices = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        filled &= indices >= 0
        kinds = len(encoded.dictionary) + 1
        if size > ROOM // kinds:
            distinct, keys = np.unique(keys, return_inverse=True)
            size = len(distinct)
        keys, size = keys * kinds + indices, size * kinds
    ordered = np.sort(keys[filled])
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return filled & np.isin(keys, twice) if len(twice) else np.zeros(count, bool)


def _mask(array: Any) -> np.ndarray:
    return pc.fill_null(array, False).to_numpy(zero_copy_only=False)


def _torn_apart(rule: Together, arrays: Arrays, count: int) -> np.ndarray:
    empty = [_mask(pc.is_null(arrays[name])) for name in rule.fields if name in arrays]
    if not empty:
        return np.zeros(count, bool)
    lacks_column = len(empty) < len(rule.fields)
    some = ~np.logical_and.reduce(empty)
    return some if lacks_column else some & np.logical_or.reduce(empty)


def _unnamed(rule: OneOf, arrays: Arrays, count: int) -> np.ndarray:
    ways = [
        reduce(np.logical_and, (_mask(pc.is_valid(arrays[name])) for name in way))
        for way in rule.ways
        if all(name in arrays for name in way)
    ]
    return ~reduce(np.logical_or, ways, np.zeros(count, bool))
