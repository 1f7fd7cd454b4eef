"""Whose money, as somebody types it."""

import pytest
from django.core.exceptions import ValidationError

from socialgoods.registry.forms.fields import SourceField


@pytest.mark.parametrize(
    "written", ["county", "지역재단", "county:0.5+national:0.5", "a:0.333333+b:0.333333+c:0.333334"]
)
def test_one_source_or_shares_that_add_up_to_one_are_taken(written):
    assert SourceField().clean(written) == written


@pytest.mark.parametrize(
    "written", ["county:0.5", "county:반", "a+b", "a:0.5+a:0.5", "a:nan+b:1", "county;fund", "a:2+b:-1", "+", ":1"]
)
def test_what_the_years_money_could_not_be_added_up_from_is_refused(written):
    with pytest.raises(ValidationError, match="재원을 읽지 못했습니다"):
        SourceField().clean(written)
