from socialgoods.prescription.models.committee import Amendment, Member, Sitting, Vote
from socialgoods.prescription.models.evidence import Evidence, Outcome
from socialgoods.prescription.models.offer import Mode, Offer, YearBudget
from socialgoods.prescription.models.prescription import AnswerWay, Prescription, PrescriptionState
from socialgoods.prescription.models.round import Choice, Round, RoundState, Variant, VariantKind

__all__ = [
    "Amendment",
    "AnswerWay",
    "Choice",
    "Evidence",
    "Member",
    "Mode",
    "Offer",
    "Outcome",
    "Prescription",
    "PrescriptionState",
    "Round",
    "RoundState",
    "Sitting",
    "Variant",
    "VariantKind",
    "Vote",
    "YearBudget",
]
