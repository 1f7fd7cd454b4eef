import pytest
from django.core.management import CommandError, call_command
from django.db import connection


@pytest.mark.django_db
def test_without_an_example_county_there_is_nothing_to_advance_or_to_write(tmp_path):
    for options in ({"advance": True}, {"files": str(tmp_path / "county")}):
        with pytest.raises(CommandError, match="no example county"):
            call_command("example", **options)

    assert list(tmp_path.iterdir()) == []
    assert connection.in_atomic_block
