"""Cases worked by hand, written out."""

from fractions import Fraction
from random import Random

import pytest

from oracle.plan_tables import organisation, report, tables
from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.analysis.diagnosis import diagnose
from socialgoods.analysis.scoring import instrument

pytestmark = pytest.mark.slow

SMALL = """
version = "small-1"
[form.long]
[form.short]
kinds = ["village_community"]
sizes = ["0", ""]
[[item]]
code = "a"
dimension = "market"
weight = 3
forms = ["long", "short"]
ko = "가"
en = "A"
[[item]]
code = "b"
dimension = "market"
weight = 1
forms = ["long"]
ko = "나"
en = "B"
[[item]]
code = "c"
dimension = "market"
weight = 4
forms = ["long"]
ko = "다"
en = "C"
[[indicator]]
code = "r"
dimension = "finance"
weight = 2
reading = "self_reliance_ratio"
bands = [[0.5, 0], [1.0, 60], [1.2, 100]]
ko = "자립도"
en = "Ratio"
"""
FALLING = SMALL.replace("self_reliance_ratio", "support_dependence").replace(
    "[[0.5, 0], [1.0, 60], [1.2, 100]]", "[[0.1, 100], [0.5, 0]]"
)


def answer(item, score, *, org_id="W1", dimension="market", highest=5, year=2017):
    return {"org_id": org_id, "year": year, "dimension": dimension, "item": item, "score": score, "max_score": highest}


def found(answers, *, text=None, reports=(), organisations=None):
    given = tables(organisations=organisations or [organisation()], annual_reports=list(reports), assessments=answers)
    return diagnose(given, 2017, instrument=instrument.load(text) if text else None)


def scores(answers, **how):
    row = found(answers, **how).diagnoses.to_pylist()[0]
    return {name: row[name] for name in (*DIMENSIONS, "known") if row[name] is not None}


def test_without_an_instrument_all_items_weigh_equally():
    # 100·(3−1)/4 = 50, 100·(5−1)/4 = 100, 100·(2−1)/9 = 11.1…
    assert scores([answer("a", 3), answer("b", 5), answer("c", 2, highest=10)]) == pytest.approx(
        {"market": (50 + 100 + 100 / 9) / 3, "known": 1.0}
    )


@pytest.mark.parametrize(("answered", "expected"), [(2, {"market": 50.0, "known": 0.5}), (1, {"known": 0.25})])
def test_under_half_answered_is_not_known(answered, expected):
    assert scores([answer(item, 3 if number < answered else None) for number, item in enumerate("abcd")]) == expected


def test_nobody_asked_is_nothing_known():
    assert scores([]) == {"known": 0.0}


def test_the_account_indicators_stay_out_without_an_instrument():
    assert scores([], reports=[report(sales_private=1, other_cost=1)]) == {"known": 0.0}


def test_weights_of_the_instrument_count():
    # a: 100, weight 3; b: 0, weight 1; c not answered, weight 4. Finance not known: no report. Asked 8 + 2.
    assert scores([answer("a", 5), answer("b", 1), answer("c", None)], text=SMALL) == {"market": 75.0, "known": 0.4}


@pytest.mark.parametrize(
    ("earned", "points"), [(40, 0.0), (50, 0.0), (75, 30.0), (100, 60.0), (110, 80.0), (120, 100.0), (500, 100.0)]
)
def test_an_indicator_lies_on_straight_lines_between_its_bands(earned, points):
    assert scores([], text=SMALL, reports=[report(sales_private=earned, other_cost=100)]) == pytest.approx(
        {"finance": points, "known": 0.2}
    )


def test_a_falling_indicator():
    # S / (E + S) = 0.3, halfway between 0.1 and 0.5.
    read = found([], text=FALLING, reports=[report(sales_private=70, donations=30, other_cost=100)])

    assert read.diagnoses["finance"].to_pylist() == [pytest.approx(50)]
    assert [(row["item"], row["up"]) for row in read.advice.to_pylist()] == [("r", 100.0)]


def test_a_small_community_is_asked_the_short_form_only():
    small = [organisation(kind="village_community")]

    # Long: 3 of 8 answered, not known. Short: all there is; 3 of 3 + 2.
    assert scores([answer("a", 3)], text=SMALL) == {"known": 0.3}
    assert scores([answer("a", 3)], text=SMALL, organisations=small) == {"market": 50.0, "known": 0.6}


def test_what_is_answered_beyond_the_form_counts_and_was_then_asked():
    small = [organisation(kind="village_community")]

    # (3·50 + 1·100) / 4; asked 3 + 1 + 2.
    assert scores([answer("a", 3), answer("b", 5)], text=SMALL, organisations=small) == pytest.approx(
        {"market": 62.5, "known": 4 / 6}
    )


def test_an_item_the_instrument_does_not_know_does_not_count():
    assert scores([answer("a", 5), answer("z", 1), answer("c", 5)], text=SMALL)["market"] == 100.0


def test_contributions_sum_to_the_score():
    contributions = found([answer("a", 5), answer("b", 2), answer("c", None)], text=SMALL).contributions.to_pylist()

    assert [(row["item"], row["share"], row["contribution"]) for row in contributions] == [
        ("a", 0.75, 75.0),
        ("b", 0.25, 6.25),
    ]


def test_the_two_changes_that_would_raise_it_most():
    reports = [report(sales_private=110, other_cost=100)]

    advice = found([answer("a", 4), answer("b", 1), answer("c", 2)], text=SMALL, reports=reports).advice.to_pylist()

    # One step is 25 points: c weighs 4 of 8, a 3 of 8. The indicator goes from 80 to the next band, 100.
    rows = [(row["dimension"], row["rank"], row["item"], row["rise"]) for row in advice]
    assert rows == [("finance", 1, "r", pytest.approx(20.0)), ("market", 1, "c", 12.5), ("market", 2, "a", 9.375)]


def test_at_the_top_there_is_nothing_to_raise():
    assert len(found([answer("a", 5)]).advice) == 0


def peers_of(count, **more):
    organisations = [organisation(f"W{n}", **{name: value(n) for name, value in more.items()}) for n in range(count)]
    answers = [answer("a", 1 + n // 2, org_id=f"W{n}") for n in range(count)]
    reports = [report(f"W{n}", workers_paid=2) for n in range(count)]
    rows = found(answers, organisations=organisations, reports=reports).scores.to_pylist()
    return [(row["peers"], row["peers_count"], row["percentile"]) for row in rows]


def test_percentiles_among_those_of_the_same_kind_and_size():
    # Scores 1, 1, 2, 2, 3, 3: two below and two level with W2, itself among them.
    assert peers_of(6) == [("kind and size", 6, pytest.approx(100 * p / 6)) for p in (1, 1, 3, 3, 5, 5)]


def test_too_few_of_a_kind_are_compared_within_the_sector_then_with_all():
    kinds = {"kind": lambda n: ["cooperative", "nonprofit"][n % 2]}

    assert {group for group, _, _ in peers_of(6, **kinds)} == {"sector"}
    assert {group for group, _, _ in peers_of(6, **kinds, sector=lambda n: ["food", "craft"][n % 2])} == {"all"}
    assert set(peers_of(4)) == {(None, None, None)}


@pytest.mark.parametrize("seed", range(3))
def test_scores_are_those_of_a_second_naive_implementation(seed):
    random = Random(seed)
    book = instrument.load(SMALL)
    answers = [
        answer(item, random.choice([None, *range(1, 6)]), org_id=f"W{n}")
        for n in range(60)
        for item in "abc"
        if random.random() < 0.8
    ]
    organisations = [organisation(f"W{n}", kind=random.choice(["cooperative", "village_community"])) for n in range(60)]

    rows = found(answers, text=SMALL, organisations=organisations).diagnoses.to_pylist()

    expected = {of["org_id"]: naive(of, answers, book) for of in organisations}
    assert {row["org_id"]: (row["market"], row["known"]) for row in rows} == {
        name: (market if market is None else pytest.approx(float(market)), pytest.approx(float(known)))
        for name, (market, known) in expected.items()
    }


def naive(of, answers, book):
    here = {row["item"]: row["score"] for row in answers if row["org_id"] == of["org_id"]}
    weights = {"a": 3, "b": 1, "c": 4}
    form = {"a"} if of["kind"] == "village_community" else {"a", "b", "c"}
    asked = sum(weights[item] for item in form | set(here))
    points = {item: Fraction(25 * (score - 1)) for item, score in here.items() if score is not None}
    answered = sum(weights[item] for item in points)
    market = sum(weights[item] * of_item for item, of_item in points.items()) / answered if points else None
    return market if answered * 2 >= asked else None, Fraction(answered, asked + 2)


def test_the_shipped_instrument_asks_every_dimension_in_both_forms():
    book = instrument.named("wanju-2018")

    def asked(form):
        return {dimension: sum(item.dimension == dimension for item in book.items_of(form)) for dimension in DIMENSIONS}

    assert (book.version, len(book.items), asked("short")) == ("wanju-2018", 45, dict.fromkeys(DIMENSIONS, 2))
    assert set(asked("long").values()) == {6, 7}
    assert all(item.ko.endswith("까?") and item.en.endswith("?") for item in book.items)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "b"', 'code = "a"', "The code a stands twice"),
        ('dimension = "market"', 'dimension = "luck"', "no dimension luck"),
        ("weight = 3", "weight = -1", "a weight lies in"),
        ("self_reliance_ratio", "happiness", "no reading happiness"),
        ("[1.0, 60]", "[0.4, 60]", "each larger than the one before"),
        ("[1.0, 60]", "[1.0, 160]", "points of bands"),
        ('["long", "short"]', '["long", "shrt"]', "no form shrt"),
        ('ko = "가"', "", "lacks something"),
        ("version", "versoin", "needs a version"),
        ("[[item]]", "[[item", "not a TOML file"),
    ],
)
def test_what_is_wrong_with_an_instrument_is_said(old, new, said):
    with pytest.raises(instrument.InstrumentError, match=said):
        instrument.load(SMALL.replace(old, new).encode())


def test_an_unknown_instrument_names_those_there_are():
    with pytest.raises(instrument.InstrumentError, match="wanju-2018"):
        instrument.named("nowhere")
