"""Secrets of the second step, which allauth keeps in its own table, sealed by us."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from socialgoods.kernel.secrets import rotate

SEALED = ("secret", "seed")


@transaction.atomic
def rotate_authenticators() -> int:
    """Seal them with the newest contact key; `rotate_keys` calls this beside its own fields."""
    rows = Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN)
    for row in rows:
        row.data |= {name: rotate(row.data[name]) for name in SEALED if name in row.data}
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [rotate(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])
    return len(rows)
