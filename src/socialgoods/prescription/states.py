"""The moves that are allowed, as data."""

from socialgoods.prescription.models.prescription import PrescriptionState
from socialgoods.prescription.models.round import RoundState

ROUND_MOVES = {
    RoundState.DRAFT: {RoundState.LAID, RoundState.DROPPED},
    RoundState.LAID: {RoundState.DECIDED, RoundState.DRAFT, RoundState.DROPPED},
}
"""Back to draft: the committee asks for another proposal. What is decided stays."""

PRESCRIPTION_MOVES = {
    PrescriptionState.SENT: {
        PrescriptionState.ACCEPTED,
        PrescriptionState.DECLINED,
        PrescriptionState.LAPSED,
        PrescriptionState.WITHDRAWN,
    },
    PrescriptionState.INVITED: {
        PrescriptionState.ACCEPTED,
        PrescriptionState.DECLINED,
        PrescriptionState.LAPSED,
        PrescriptionState.WITHDRAWN,
    },
    PrescriptionState.ACCEPTED: {PrescriptionState.WITHDRAWN},
}
"""An invitation is answered by an application to the call, which stands in `support`: selected, it counts as accepted; not
selected, or not applied for, it lapses. What was accepted is withdrawn when the promise was cancelled: its money is free again."""
