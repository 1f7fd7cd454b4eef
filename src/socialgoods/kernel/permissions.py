"""Predicates live in each room's `permissions`; views ask them through `require`."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool, reason: str = "") -> None:
    if not allowed:
        raise PermissionDenied(reason)
