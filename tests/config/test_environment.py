import pytest
from django.core.exceptions import ImproperlyConfigured

from socialgoods.config import environment as env


def test_what_is_missing_is_said_with_what_to_set(monkeypatch):
    monkeypatch.delenv("SOCIALGOODS_X", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"SOCIALGOODS_X is not set\. Make one: socialgoods make_key"):
        env.text("SOCIALGOODS_X", hint="Make one: socialgoods make_key")


@pytest.mark.parametrize(("value", "read"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_yes_and_no_are_read_in_many_words(monkeypatch, value, read):
    monkeypatch.setenv("SOCIALGOODS_X", value)

    assert env.flag("SOCIALGOODS_X", True) is read


@pytest.mark.parametrize(
    ("reading", "value", "said"),
    [
        (env.flag, "maybe", "neither yes nor no"),
        (lambda name: env.whole(name, 8000), "eighty", "is not a whole number. Set it to a number such as 8000"),
        (lambda name: env.one_of(name, "a", ("a", "b")), "c", "Set it to one of: a, b"),
        (lambda name: env.database(name, ""), "mysql://x/y", "neither sqlite:/// nor postgresql://"),
        (lambda name: env.database(name, ""), "sqlite://", "names no file"),
    ],
    ids=["flag", "whole", "one of", "database", "no file"],
)
def test_what_cannot_be_read_is_said_with_the_remedy(monkeypatch, reading, value, said):
    monkeypatch.setenv("SOCIALGOODS_X", value)

    with pytest.raises(ImproperlyConfigured, match=said):
        reading("SOCIALGOODS_X")


@pytest.mark.parametrize(
    ("url", "name"), [("sqlite:///county.sqlite3", "county.sqlite3"), ("sqlite:////{}/c.sqlite3", "/{}/c.sqlite3")]
)
def test_a_file_is_relative_with_three_strokes_and_absolute_with_four(monkeypatch, tmp_path, url, name):
    monkeypatch.chdir(tmp_path)
    inside = str(tmp_path).lstrip("/")
    monkeypatch.setenv("SOCIALGOODS_X", url.format(inside))

    assert env.database("SOCIALGOODS_X", "")["NAME"] == name.format(inside)


def test_a_server_is_read_with_its_password_as_typed_in_an_address(monkeypatch):
    monkeypatch.setenv("SOCIALGOODS_X", "postgresql://sg:p%40ss@db.example.kr:5433/goods")

    found = env.database("SOCIALGOODS_X", "")

    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "sg", "p@ss", "db.example.kr", "5433", "goods",
    ]  # fmt: skip
