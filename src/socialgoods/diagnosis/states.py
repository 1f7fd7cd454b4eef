"""The moves that are allowed, as data."""

from socialgoods.diagnosis.models.assessment import AssessmentState

ASSESSMENT_MOVES = {
    AssessmentState.OPEN: {AssessmentState.SUBMITTED},
    AssessmentState.SUBMITTED: {AssessmentState.REVIEWED, AssessmentState.OPEN},
    AssessmentState.REVIEWED: {AssessmentState.FINAL, AssessmentState.OPEN},
}
"""Back to open: taken back before the review, or returned with a reason. What is final stays."""
