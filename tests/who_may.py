"""A page or a change asked for by each role, one after the other: who gets it."""

from django.db import transaction
from django.urls import reverse


def answers(client, house, name, about, method):
    """By role; nothing that is changed stays. `house`: people by role, and what addresses are made of, by what is asked about."""
    people, kwargs = house
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(reverse(name, kwargs=kwargs[about]))
            transaction.set_rollback(True)
    return found


def roles(found, status):
    return {role for role, response in found.items() if response.status_code == status}
