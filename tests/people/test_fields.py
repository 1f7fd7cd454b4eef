import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.people import text
from socialgoods.people.fields import PhoneField


@pytest.mark.parametrize("written", ["010-1234-5678", "010 1234 5678", "01012345678", "+82 10-1234-5678", "1012345678"])
def test_a_mobile_number_is_understood_in_any_writing(written):
    assert PhoneField().clean(written) == "010-1234-5678"


@pytest.mark.parametrize("written", ["063-290-2114", "1588-1234", "전화 없음", "010-1234"])
def test_what_receives_no_text_messages_is_refused(written):
    with pytest.raises(ValidationError) as refusal:
        PhoneField().clean(written)

    assert refusal.value.messages == [text.PHONE_WRONG]


@given(st.text(max_size=30))
def test_a_cleaned_number_stays_as_it_is(written):
    field = PhoneField(required=False)
    try:
        phone = field.clean(written)
    except ValidationError:
        return

    assert field.clean(phone) == phone
