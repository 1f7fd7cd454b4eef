"""What an organisation should do first."""

from datetime import date

from socialgoods.portal.rules.next_step import Step, in_order

TODAY = date(2018, 3, 20)


def step(title, due_on=None, was_returned=False):
    return Step(title, "", "/", "하기", due_on, was_returned)


def test_what_came_back_comes_first_then_the_nearest_day_then_what_has_none():
    late, soon, far = step("지난 것", date(2018, 3, 1)), step("곧", date(2018, 3, 31)), step("먼 것", date(2018, 9, 1))
    anytime, returned = step("언제든"), step("돌아온 것", date(2018, 12, 31), was_returned=True)

    assert in_order([far, anytime, soon, returned, late], on=TODAY) == [returned, late, soon, anytime, far]


def test_steps_of_one_day_keep_their_order():
    first, second = step("처음", TODAY), step("다음", TODAY)

    assert in_order([first, second], on=TODAY) == [first, second]
