import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries():
    def count(act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count
