"""A county's instrument is taken whole or refused: always with a line (or the whole file) and a reason in Korean, never a crash."""

import re

import pytest

from socialgoods.analysis.scoring import instrument as files
from socialgoods.analysis.scoring import points_file
from socialgoods.analysis.scoring.wrong import SENTENCES
from socialgoods.diagnosis import text
from socialgoods.diagnosis.actions.instrument import LARGEST, Refused, checked

GOOD = """version = "mine-1"
[form.long]
[form.short]
kinds = ["village_community"]
sizes = ["0", ""]
[[item]]
code = "a"
dimension = "market"
weight = 2
scale = 5
forms = ["long", "short"]
ko = "가입니까?"
[[item]]
code = "b"
dimension = "people"
ko = "나입니까?"
[[indicator]]
code = "r"
dimension = "finance"
reading = "self_reliance_ratio"
bands = [[0.5, 0], [1.0, 60], [1.2, 100]]
ko = "자립도"
"""
POINTS = """version = "points-1"
kind = "points"
[[grade]]
from = 0
ko = "낮음"
[[item]]
code = "a"
max = 5
area = "사회"
ko = "문서"
rule = "yes_no"
yes = 5
no = 1
[[item]]
code = "b"
max = 5
area = "사회"
ko = "모임"
rule = "count"
number = {code = "b_number", ko = "몇 번?"}
bands = [{from = 0, points = 1}, {from = 2, points = 5}]
[[item]]
code = "c"
max = 4
area = "사회"
ko = "나눔"
rule = "steps"
parts = [{code = "c_part", ko = "나눕니까?", points = [1, 2, 4]}]
"""


def with_(old, new, of=GOOD):
    assert old in of
    return of.replace(old, new, 1)


def line(number):
    return f"{number}번째 줄"


# what is wrong: (file, where, part of the reason)
HOSTILE = {
    # No text, no TOML.
    "empty": (b"", line(1), "version"),
    "not utf-8": ("version = '한글'\n".encode("cp949"), line(1), "UTF-8"),
    "not utf-8 further down": (b"version = 'a'\n\n# \xff\xfe\n", line(3), "UTF-8"),
    "utf-16": ("version = 'a'".encode("utf-16"), line(1), "UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", line(1), "UTF-8"),
    "not toml": (with_("[[item]]", "[[item"), line(6), "TOML"),
    "json": (b'{"version": "a"}', line(1), "TOML"),
    "a nul byte": ('version = "a\0b"', line(1), "TOML"),
    "a quote left open": (GOOD + 'en = "', None, "TOML"),
    "nested too deeply": ("a = " + "[" * 50_000, None, "겹쳐"),
    "a number of ten thousand digits": ("version = 'a'\nx = " + "9" * 10_000, None, "TOML"),
    "a key twice": (with_('version = "mine-1"', 'version = "a"\nversion = "b"'), line(2), "TOML"),
    "too large": (b"#" * (LARGEST + 1), "너무 큽니다", "200kB"),
    "a million items": (b"[[item]]\n" * 1_000_000, "너무 큽니다", "200kB"),
    "many items": (b"version='a'\n" + b"[[item]]\n" * 10_000, line(502), "500"),
    # Its head.
    "no version": (with_('version = "mine-1"\n', ""), line(1), "version"),
    "version a number": (with_('"mine-1"', "1"), line(1), "판의 이름"),
    "version a path": (with_("mine-1", "../../etc/passwd"), line(1), "판의 이름"),
    "version with a nul": (with_("mine-1", "a\\u0000"), line(1), "판의 이름"),
    "version endless": (with_("mine-1", "a" * 61), line(1), "판의 이름"),
    "a kind that is not": ('kind = "magic"\n' + GOOD, line(1), "kind"),
    "no items": ("version = 'a'\n", line(1), "문항이 하나는"),
    # Tables of the wrong kind.
    "item a number": ("version = 'a'\nitem = 3\n", line(2), "[[item]]"),
    "item a table": ("version = 'a'\n[item]\ncode = 'a'\n", line(2), "[[item]]"),
    "items are numbers": ("version = 'a'\nitem = [1, 2]\n", None, "[[item]]"),
    "indicator a text": ("version = 'a'\nindicator = 'x'\n", line(2), "[[indicator]]"),
    "form a list": ("version = 'a'\nform = ['long']\n", line(2), "양식"),
    "form a text": ("version = 'a'\n[form]\nlong = 'x'\n", line(3), "양식"),
    "no forms": ("version = 'a'\nform = {}\n[[item]]\ncode='a'\n", None, "양식"),
    "an indicator without anything": (GOOD + "[[indicator]]\n", line(23), "indicator 2에 code"),
    "form asks nothing": (
        with_('forms = ["long", "short"]', 'forms = ["long"]').replace('"people"\n', '"people"\nforms = ["long"]\n'), line(3), "물을 문항",
    ),
    "form of a bad name": (with_("[form.short]", '[form."a b"]'), line(3), "이름"),
    "form kinds a text": (with_('["village_community"]', '"village_community"'), line(4), "목록"),
    "form kinds of numbers": (with_('["village_community"]', "[1]"), line(4), "목록"),
    "form of an unknown kind": (with_("village_community", "castle"), line(4), "castle"),
    "form of an unknown size": (with_('["0", ""]', '["0", "100-200"]'), line(5), "100-200"),
    # Items.
    "item without a code": (with_('code = "a"\n', ""), line(6), "code"),
    "code a number": (with_('code = "a"', "code = 7"), line(7), "7"),
    "code a list": (with_('code = "a"', "code = []"), line(7), "code"),
    "code empty": (with_('code = "a"', 'code = ""'), line(7), "code"),
    "code with a space": (with_('code = "a"', 'code = "a b"'), line(7), "code"),
    "code endless": (with_('code = "a"', f'code = "{"a" * 61}"'), line(7), "code"),
    "code twice": (with_('code = "b"', 'code = "a"'), line(14), "두 번"),
    "code twice, in an indicator": (with_('code = "r"', 'code = "b"'), line(18), "두 번"),
    "unknown dimension": (with_('"market"', '"luck"'), line(8), "luck"),
    "dimension a list": (with_('"market"', '["market"]'), line(8), "글"),
    "no dimension": (with_('dimension = "market"\n', ""), line(6), "dimension"),
    "negative weight": (with_("weight = 2", "weight = -2"), line(9), "무게"),
    "no weight at all": (with_("weight = 2", "weight = 0"), line(9), "무게"),
    "weight of four decimals": (with_("weight = 2", "weight = 0.0001"), line(9), "무게"),
    "weight not a number": (with_("weight = 2", "weight = nan"), line(9), "수여야"),
    "weight endless": (with_("weight = 2", "weight = inf"), line(9), "수여야"),
    "weight beyond floats": (with_("weight = 2", "weight = 1e999"), line(9), "수여야"),
    "weight a text": (with_("weight = 2", 'weight = "2"'), line(9), "수여야"),
    "weight a truth": (with_("weight = 2", "weight = true"), line(9), "수여야"),
    "weight a day": (with_("weight = 2", "weight = 2018-03-02"), line(9), "수여야"),
    "scale of one": (with_("scale = 5", "scale = 1"), line(10), "칸 수"),
    "scale of a billion": (with_("scale = 5", "scale = 1_000_000_000"), line(10), "칸 수"),
    "scale a decimal": (with_("scale = 5", "scale = 5.5"), line(10), "정수"),
    "scale a text": (with_("scale = 5", 'scale = "5"'), line(10), "정수"),
    "forms empty": (with_('["long", "short"]', "[]"), line(11), "forms"),
    "forms a text": (with_('["long", "short"]', '"long"'), line(11), "forms"),
    "unknown form": (with_('["long", "short"]', '["long", "shrt"]'), line(11), "shrt"),
    "form in forms a number": (with_('["long", "short"]', "[1]"), line(11), "1"),
    "no question": (with_('ko = "가입니까?"\n', ""), line(6), "ko"),
    "question empty": (with_("가입니까?", "  "), line(12), "글"),
    "question a number": (with_('"가입니까?"', "3"), line(12), "글"),
    "question endless": (with_("가입니까?", "가" * 1_001), line(12), "글"),
    "question with a bell": (with_("가입니까?", "가\\u0007"), line(12), "글"),
    "english a number": (with_('ko = "가입니까?"', 'ko = "가"\nen = 3'), line(13), "글"),
    # Indicators.
    "unknown reading": (with_("self_reliance_ratio", "happiness"), line(20), "happiness"),
    "reading a number": (with_('"self_reliance_ratio"', "1"), line(20), "글"),
    "no bands": (with_("bands = [[0.5, 0], [1.0, 60], [1.2, 100]]\n", ""), line(17), "bands"),
    "bands a number": (with_("[[0.5, 0], [1.0, 60], [1.2, 100]]", "3"), line(21), "구간"),
    "bands of one": (with_(", [1.0, 60], [1.2, 100]", ""), line(21), "둘 이상"),
    "bands of three parts": (with_("[1.0, 60]", "[1.0, 60, 3]"), line(21), "구간"),
    "bands of texts": (with_("[1.0, 60]", '["1.0", 60]'), line(21), "구간"),
    "bands not rising": (with_("[1.0, 60]", "[0.4, 60]"), line(21), "커야"),
    "bands not a number": (with_("[1.0, 60]", "[nan, 60]"), line(21), "구간"),
    "bands endless": (with_("[1.2, 100]", "[inf, 100]"), line(21), "구간"),
    "bands to and fro": (with_("[1.0, 60]", "[1.0, 100]").replace("[1.2, 100]", "[1.2, 10]"), line(21), "오르기만"),
    "bands beyond a hundred": (with_("[1.2, 100]", "[1.2, 160]"), line(21), "100까지"),
    # Points of its own.
    "rule that is not": (with_('"yes_no"', '"dice"', POINTS), line(11), "dice"),
    "rule a number": (with_('"yes_no"', "3", POINTS), line(11), "글"),
    "max of nought": (with_("max = 5", "max = 0", POINTS), line(8), "max"),
    "max not a number": (with_("max = 5", "max = nan", POINTS), line(8), "수여야"),
    "yes beyond max": (with_("yes = 5", "yes = 6", POINTS), line(12), "yes"),
    "no above yes": (with_("yes = 5\nno = 1", "yes = 1\nno = 5", POINTS), line(13), "no"),
    "points below nought": (with_("no = 1", "no = -1", POINTS), line(13), "no"),
    "no area": (with_('area = "사회"\n', "", POINTS), line(6), "area"),
    "steps not rising": (with_("[1, 2, 4]", "[1, 1, 4]", POINTS), line(28), "오르는"),
    "steps one": (with_("[1, 2, 4]", "[1]", POINTS), line(28), "오르는"),
    "steps beyond max": (with_("[1, 2, 4]", "[1, 2, 5]", POINTS), line(28), "5점인데"),
    "part without a code": (with_('code = "c_part", ', "", POINTS), line(28), "parts"),
    "part a number": (with_('[{code = "c_part", ko = "나눕니까?", points = [1, 2, 4]}]', "[3]", POINTS), line(28), "parts"),
    "question twice": (with_('"b_number"', '"a"', POINTS), line(15), "두 번"),
    "bands of points not from nought": (with_("{from = 0, points = 1}, ", "", POINTS), line(21), "from = 0"),
    "bands of points falling": (with_("points = 5}", "points = 0}", POINTS), line(21), "줄지"),
    "band without from": (with_("{from = 2, points = 5}", "{points = 5}", POINTS), line(21), "from = 0"),
    "band of a text": (with_("{from = 2, points = 5}", '{from = "2", points = 5}', POINTS), line(21), "from = 0"),
    "grades not from nought": (with_("from = 0\nko", "from = 3\nko", POINTS), line(4), "등급"),
    "grade without a name": (with_('ko = "낮음"\n', "", POINTS), line(3), "ko"),
    "nothing but unpublished": (
        "version = 'p'\nkind = 'points'\n[[item]]\ncode='a'\nmax=5\narea='a'\nko='a'\nrule='unpublished'\n", line(1), "문항이 하나는",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_is_refused_with_line_and_reason(name):
    content, where, why = HOSTILE[name]

    with pytest.raises(Refused) as refusal:
        checked(content if isinstance(content, bytes) else content.encode())

    said = str(refusal.value)
    assert why in said
    assert said.endswith("주세요.")
    assert where is None or where in said
    assert re.search("번째 줄|파일 전체|너무 큽니다", said)


def test_a_good_file_is_taken():
    found = checked(b"\xef\xbb\xbf" + GOOD.encode())

    assert (found.version, [item.code for item in found.items], found.items[1].forms) == (
        "mine-1",
        ["a", "b"],
        ("long", "short"),
    )
    assert found.items[0].en == "가입니까?"


def test_a_good_file_with_points_of_its_own_is_taken():
    found = checked(POINTS.encode())

    assert (found.maximum, [question.code for question in found.questions()]) == (14, ["a", "b_number", "c_part"])


def test_every_reason_is_said_in_korean():
    assert set(SENTENCES) <= set(text.OF_INSTRUMENT)


@pytest.mark.parametrize("version", [*files.shipped(), *points_file.shipped()])
def test_the_shipped_files_pass_their_own_check(version):
    from socialgoods.diagnosis.queries import instrument

    assert checked(instrument.text_of(version).encode()).version == version
