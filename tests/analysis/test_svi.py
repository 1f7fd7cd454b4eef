"""The SVI of July 2017 as far as it was published: points worked out by hand from DOMAIN part c, and what must hold for any answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.analysis.scoring import points, points_file

SVI = points_file.named("svi-2017")
QUESTIONS = {question.code: question for question in SVI.questions()}
ITEM_OF = {question.code: item for item in SVI.items for question in item.questions}


def elements(yes, no=0):
    """So many elements of a performance system that are there, so many that are not; of the others nothing is known."""
    names = ["criteria", "staff", "report", "committee", "sharing"]
    answers = [1] * yes + [0] * no
    return {f"performance_{name}": answer for name, answer in zip(names, answers, strict=False)}


def likert(prefix, steps):
    names = {"reinvestment": ["jobs", "giving", "users"], "innovation": ["operation", "product", "process", "market"]}
    return {f"{prefix}_{name}": step for name, step in zip(names[prefix], steps, strict=True)}


def shares(present, workers):
    return {"decisions_present": present, "decisions_workers": workers}


def training(hours, workers):
    return {"training_hours": hours, "training_workers": workers}


# item, answers, (least, most) points. One figure: both.
BY_HAND = [
    # 1 an explicit mission document: yes 5, no 1.
    ("mission", {"mission": 1}, "5"),
    ("mission", {"mission": 0}, "1"),
    ("mission", {"mission": None}, "1 5"),
    # 2 of five elements: 4 and more → 5, 3 → 4, 2 → 3, 1 → 2, 0 → 1.
    ("performance", elements(5), "5"),
    ("performance", elements(4, 1), "5"),
    ("performance", elements(3, 2), "4"),
    ("performance", elements(2, 3), "3"),
    ("performance", elements(1, 4), "2"),
    ("performance", elements(0, 5), "1"),
    ("performance", elements(4), "5"),  # the fifth cannot change it
    ("performance", elements(2, 2), "3 4"),  # the fifth may be there
    # 4, 5 activities last year: the same bands.
    *(("cooperation", {"cooperation": n}, p) for n, p in ((0, "1"), (1, "2"), (2, "3"), (3, "4"), (4, "5"), (40, "5"))),
    *(("community", {"community": n}, p) for n, p in ((0, "1"), (1, "2"), (2, "3"), (3, "4"), (4, "5"))),
    ("community", {}, "1 5"),
    # 6 4·3.2·2.4·1.6·0.8, 3·2.4·1.8·1.2·0.6 and the same again.
    ("reinvestment", likert("reinvestment", [5, 5, 5]), "10"),
    ("reinvestment", likert("reinvestment", [1, 1, 1]), "2"),  # 0.8 + 0.6 + 0.6
    ("reinvestment", likert("reinvestment", [4, 3, 2]), "6.2"),  # 3.2 + 1.8 + 1.2
    ("reinvestment", likert("reinvestment", [3, 3, 3]), "6"),  # 2.4 + 1.8 + 1.8
    ("reinvestment", likert("reinvestment", [5, None, 1]), "5.2 7.6"),  # 4 + (0.6 … 3) + 0.6
    # 7 pooled over meetings: 61–100 → 5, 41–60 → 4, 21–40 → 3, 1–20 → 2, 0 → 1.
    ("decisions", shares(10, 0), "1"),
    ("decisions", shares(10, 1), "2"),
    ("decisions", shares(10, 2), "2"),
    ("decisions", shares(10, 3), "3"),
    ("decisions", shares(10, 4), "3"),
    ("decisions", shares(10, 5), "4"),
    ("decisions", shares(10, 6), "4"),
    ("decisions", shares(10, 7), "5"),
    ("decisions", shares(10, 10), "5"),
    (
        "decisions",
        shares(5 + 3, 1 + 2),
        "3",
    ),  # meetings of 5 with 1 and of 3 with 2: 3 of 8, 37.5 %, not the mean of 20 and 67 %
    ("decisions", shares(200, 1), "1 2"),  # 0.5 %: between 0 and "1–20"
    ("decisions", shares(200, 121), "4 5"),  # 60.5 %: between "41–60" and "61–100"
    ("decisions", shares(0, 0), "1 5"),
    ("decisions", shares(4, 5), "1 5"),  # more than were there: not known
    # 9 hours a person and year: 20 → 5, 15 → 4, 10 → 3; where 2 ends was not published.
    ("training", training(80, 4), "5"),
    ("training", training(79, 4), "4"),
    ("training", training(60, 4), "4"),
    ("training", training(59, 4), "3"),
    ("training", training(40, 4), "3"),
    ("training", training(39, 4), "1 2"),
    ("training", training(0, 4), "1"),
    ("training", training(10, 0), "1 5"),
    # 14 2.5·2·1.5·1·0.5, four times.
    ("innovation", likert("innovation", [5, 5, 5, 5]), "10"),
    ("innovation", likert("innovation", [1, 2, 3, 4]), "5"),  # 0.5 + 1 + 1.5 + 2
    # Bands were not published: never scored.
    *((code, {}, "0 10") for code in ("orientation", "wages", "employment", "sales")),
    *((code, {}, "0 5") for code in ("profit", "productivity")),
]


@pytest.mark.parametrize(("item", "answers", "expected"), BY_HAND)
def test_an_items_points_are_those_worked_out_by_hand(item, answers, expected):
    row = next(row for row in points.scored(SVI, answers).rows if row.item.code == item)

    ends = [Decimal(each) for each in expected.split()]
    assert (row.low, row.high) == (ends[0], ends[-1])


def test_weights_are_those_of_the_three_perspectives():
    sums = {}
    for item in SVI.items:
        perspective = item.area.split()[0]
        sums[perspective] = sums.get(perspective, 0) + item.maximum

    assert sums == {"사회적": 60, "경제적": 30, "혁신": 10}
    assert [item.code for item in SVI.items if not item.is_published] == [
        "orientation", "wages", "employment", "sales", "profit", "productivity",
    ]  # fmt: skip


BEST = {
    "mission": 1, **elements(5), "cooperation": 9, "community": 9, **likert("reinvestment", [5, 5, 5]), **shares(10, 9),
    **training(100, 4), **likert("innovation", [5, 5, 5, 5]),
}  # fmt: skip


def test_a_whole_table_of_answers():
    answers = {
        "mission": 1,  # 5
        **elements(2, 3),  # 3
        "cooperation": 1,  # 2
        "community": 6,  # 5
        **likert("reinvestment", [4, 3, 2]),  # 6.2
        **shares(8, 3),  # 3
        **training(48, 4),  # 12 hours: 3
        **likert("innovation", [1, 2, 3, 4]),  # 5
    }

    found = points.scored(SVI, answers)

    assert (found.known, found.known_of, found.scorable, found.maximum) == (Decimal("32.2"), 50, 50, 100)
    assert (found.low, found.high) == (Decimal("32.2"), Decimal("82.2"))
    assert [grade.ko for grade in found.grades] == ["미흡", "보통", "우수"]


def test_even_the_best_answers_leave_the_grade_open_as_half_is_not_published():
    found = points.scored(SVI, BEST)

    assert (found.known, found.low, found.high) == (50, 50, 100)
    assert [grade.ko for grade in found.grades] == ["미흡", "보통", "우수", "탁월"]


def test_nothing_answered_is_nothing_known():
    found = points.scored(SVI, {})

    assert (found.known, found.known_of, [row.is_answered for row in found.rows]) == (0, 0, [False] * 14)


SMALL = """
version = "small"
kind = "points"
[[grade]]
from = 0
ko = "낮음"
[[grade]]
from = 5
ko = "높음"
[[item]]
code = "a"
max = 10
area = "가"
ko = "문서"
rule = "yes_no"
yes = 10
no = 5
"""


@pytest.mark.parametrize(("no", "grades"), [(5, ["높음"]), (4, ["낮음", "높음"])])
def test_a_grade_is_sure_where_both_ends_of_the_range_have_it(no, grades):
    book = points_file.load(SMALL.replace("no = 5", f"no = {no}"))

    assert [grade.ko for grade in points.scored(book, {}).grades] == grades


def answers_to(code):
    question = QUESTIONS[code]
    highest = {"yes_no": 1, "steps": len(question.points)}.get(question.kind, 300)
    return st.none() | st.integers(1 if question.kind == "steps" else 0, highest)


ANSWERS = st.fixed_dictionaries({}, optional={code: answers_to(code) for code in QUESTIONS})


@pytest.mark.slow
@given(ANSWERS)
def test_points_stay_within_their_bounds(answers):
    found = points.scored(SVI, answers)

    assert all(0 <= row.low <= row.high <= row.item.maximum for row in found.rows)
    assert 0 <= found.known <= found.known_of <= found.scorable
    assert found.known <= found.low <= found.high <= found.maximum == 100
    assert found.grades


@pytest.mark.slow
@given(ANSWERS, st.randoms())
def test_the_order_of_answers_does_not_matter(answers, random):
    mixed = list(answers.items())
    random.shuffle(mixed)

    assert points.scored(SVI, dict(mixed)) == points.scored(SVI, answers)


BETTER_IS_MORE = [code for code in QUESTIONS if code not in {"decisions_present", "training_workers"}]


@pytest.mark.slow
@given(ANSWERS, st.sampled_from(BETTER_IS_MORE), st.data())
def test_a_better_answer_never_lowers_the_points(answers, code, data):
    low, high = sorted(data.draw(st.tuples(*[answers_to(code).filter(lambda each: each is not None)] * 2)))
    if code == "decisions_workers":
        answers = answers | {"decisions_present": 300}

    worse, better = (points.scored(SVI, answers | {code: answer}) for answer in (low, high))

    assert all(a.low <= b.low and a.high <= b.high for a, b in zip(worse.rows, better.rows, strict=True))
    assert worse.low <= better.low
    assert worse.high <= better.high


@pytest.mark.slow
@given(ANSWERS, st.sampled_from(sorted(QUESTIONS)), st.data())
def test_an_answer_only_narrows_what_was_open(answers, code, data):
    """Where it can be an answer at all: more present than there were is none."""
    answer = data.draw(answers_to(code))
    before = answers | {code: None}
    after = answers | {code: answer}

    open_, told = points.scored(SVI, before), points.scored(SVI, after)

    assert open_.low <= told.low
    assert told.high <= open_.high
