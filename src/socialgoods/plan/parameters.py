"""Figures of policy that the plan's computations rest on."""

from datetime import date

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.kernel.dated import Dated, Since

SMALLEST_GROUP = DEFAULT.smallest_group

CITY = Dated(Since(date(2017, 12, 5), 150_000, source="완주소셜굿즈2025플랜 기사(15만 자족도시)"))
"""Residents of the self-sufficient city that the county aims at."""

RESIDENTS_2018 = Dated(Since(date(2018, 6, 30), 95_234, source="디지털완주문화대전, 2018년 6월 30일 주민등록인구"))

SEED = 2017
ENOUGH_REPORTS = 0.5
"""Of the active organisations: a year of which fewer have reported is not yet one to forecast from."""

BUDGET_FACTORS, BUDGET_FACTORS_OF_MANY = (0.9, 1.1, 1.25, 1.5, 2.0), (1.5, 2.0)
CHANCES = (0.5, 0.9)
"""For which the smallest budget is sought."""
FACTOR_AT_MOST = 8.0
FACTOR_STEPS, FACTOR_STEPS_OF_MANY, MANY_ORGANISATIONS = 5, 2, 1_000
"""Halvings of the search for a factor between the two neighbouring factors; fewer, as fewer factors, where each costs more."""
LEVERS_REST_SECONDS = 300
"""After a change, levers wait so long for further ones: a season of reports must not keep the machine busy."""
