from socialgoods.diagnosis.models.assessment import Assessment, AssessmentState, View, Way
from socialgoods.diagnosis.models.instrument import InstrumentFile, InstrumentUse, Purpose
from socialgoods.diagnosis.models.result import Diagnosis, GroupFigure

__all__ = [
    "Assessment",
    "AssessmentState",
    "Diagnosis",
    "GroupFigure",
    "InstrumentFile",
    "InstrumentUse",
    "Purpose",
    "View",
    "Way",
]
