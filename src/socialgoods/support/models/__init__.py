from socialgoods.support.models.call import Application, ApplicationState, Call, CallState, Invitation, Programme
from socialgoods.support.models.commitment import FINISHED, RUNNING, Commitment, CommitmentState, Delivery, Written
from socialgoods.support.models.entries import (
    Contact,
    ContactKind,
    Document,
    DocumentKind,
    Moment,
    Task,
    Whose,
)

__all__ = [
    "FINISHED",
    "RUNNING",
    "Application",
    "ApplicationState",
    "Call",
    "CallState",
    "Commitment",
    "CommitmentState",
    "Contact",
    "ContactKind",
    "Delivery",
    "Document",
    "DocumentKind",
    "Invitation",
    "Moment",
    "Programme",
    "Task",
    "Whose",
    "Written",
]
