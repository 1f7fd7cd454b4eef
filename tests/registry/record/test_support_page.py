"""The history of support as its page shows it."""

import pytest
from django.urls import reverse

from factories import SupportGivenFactory, user_as
from socialgoods.people.models import Role

pytestmark = pytest.mark.django_db


def test_sources_are_called_by_their_names(client):
    row = SupportGivenFactory(source="county:0.5+national:0.5")
    SupportGivenFactory(organization=row.organization, source="province")
    client.force_login(user_as(Role.OFFICER))

    page = client.get(reverse("supports", args=[row.organization.code])).content.decode()

    assert page.count(">도비<") == 2
    assert "군비" in page
    assert ">province<" not in page
