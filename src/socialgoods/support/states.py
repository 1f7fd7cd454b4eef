"""The moves that are allowed, as data."""

from socialgoods.support.models.call import ApplicationState, CallState
from socialgoods.support.models.commitment import CommitmentState

COMMITMENT_MOVES = {
    CommitmentState.PROMISED: {CommitmentState.IN_DELIVERY, CommitmentState.CANCELLED},
    CommitmentState.IN_DELIVERY: {
        CommitmentState.PROMISED,
        CommitmentState.DELIVERED,
        CommitmentState.CLOSED,
    },
    CommitmentState.DELIVERED: {CommitmentState.IN_DELIVERY},
    CommitmentState.CLOSED: {CommitmentState.IN_DELIVERY},
}
"""Back to promised: all that was delivered was taken back. Back to delivery: reopened, and taken out of the support given."""

CALL_MOVES = {CallState.OPEN: {CallState.DECIDED, CallState.CANCELLED}}

APPLICATION_MOVES = {
    ApplicationState.DRAFT: {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN},
    ApplicationState.SUBMITTED: {
        ApplicationState.DRAFT,
        ApplicationState.WITHDRAWN,
        ApplicationState.SELECTED,
        ApplicationState.REFUSED,
    },
    ApplicationState.WITHDRAWN: {ApplicationState.DRAFT},
}
"""Until the closing day an organisation may take its application back to write on, withdraw it, and begin anew."""
