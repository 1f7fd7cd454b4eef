import json
import logging
import sys

import pytest
from django.db import IntegrityError

from socialgoods.config.logs import FaultsOfTheWorker, JsonFormatter


def line(**about):
    values = {"name": "test", "level": logging.ERROR, "pathname": "", "lineno": 0, "msg": "", "args": ()} | about
    return json.loads(JsonFormatter().format(logging.LogRecord(exc_info=values.pop("exc_info", None), **values)))


def test_a_line_is_one_object_with_moment_level_and_words():
    written = line(msg="%s of %s", args=(3, 5), level=logging.WARNING)

    assert written.pop("at").endswith("+00:00")
    assert written == {"level": "warning", "logger": "test", "message": "3 of 5"}


def test_an_exception_is_named_with_its_places_and_without_its_text():
    try:
        raise IntegrityError("Key (phone)=(010-1234-5678) already exists")
    except IntegrityError:
        written = line(msg="failed", exc_info=sys.exc_info())

    assert written["error"] == "IntegrityError"
    assert written["where"][-1].endswith("test_an_exception_is_named_with_its_places_and_without_its_text")
    assert "1234" not in json.dumps(written)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("mail to kim.d@wanju.example.kr failed", "mail to [e-mail] failed"),
        ("text to 010-1234-5678 failed", "text to [number] failed"),
        ("text to +82 10 1234 5678 failed", "text to [number] failed"),
        ("330 of 31000 rows in 2018", "330 of 31000 rows in 2018"),
    ],
)
def test_addresses_and_numbers_of_people_are_left_out(said, written):
    assert line(msg=said)["message"] == written


@pytest.mark.django_db
def test_a_request_is_named_by_its_route_not_by_what_was_asked(client, caplog):
    with caplog.at_level(logging.INFO, "socialgoods.request"):
        client.get("/organizations/?q=김담당")
        client.get("/nothing/here/")

    written = [{**record.facts, "milliseconds": 0} for record in caplog.records if hasattr(record, "facts")]
    assert written == [
        {"method": "GET", "route": "/organizations/", "status": 200, "milliseconds": 0},
        {"method": "GET", "route": "no such page", "status": 404, "milliseconds": 0},
    ]


def test_a_request_that_broke_is_named_by_its_route(rf):
    request = rf.get("/people/17/?q=x")
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Error", request.path), None)
    record.request = request
    request.resolver_match = type("Match", (), {"route": "people/<int:pk>/"})

    assert json.loads(JsonFormatter().format(record))["message"] == "GET /people/<int:pk>/"


@pytest.mark.parametrize(
    ("name", "level", "is_written"),
    [
        ("django_tasks_db", logging.WARNING, False),
        ("django_tasks", logging.ERROR, True),
        ("socialgoods.request", logging.INFO, True),
    ],
)
def test_of_the_worker_only_faults_are_written(name, level, is_written):
    assert FaultsOfTheWorker().filter(logging.LogRecord(name, level, "", 0, "", (), None)) is is_written
