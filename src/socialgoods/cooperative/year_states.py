"""The way of a year's end from the books to the assembly and back. Data; `kernel.states.move` reads it."""

from socialgoods.cooperative.models import YearEndState

YEAR_MOVES = {
    YearEndState.DRAFT: {YearEndState.AUDITED},
    YearEndState.AUDITED: {YearEndState.DRAFT, YearEndState.APPROVED},
    YearEndState.APPROVED: {YearEndState.BOOKED},
}
