from socialgoods.cooperative.models.assembly import (
    AgendaItem,
    Assembly,
    AssemblyKind,
    AssemblyState,
    Attendance,
    Ballot,
    Channel,
    Delegate,
    ItemKind,
    ItemState,
    MinutesSignature,
    Nominee,
    OpenVote,
    Paper,
    PaperResult,
    Plan,
    ProxyKind,
    Teller,
    Voted,
)
from socialgoods.cooperative.models.board import BoardMeeting, BoardPresence, Office, Officer, Recall
from socialgoods.cooperative.models.box import BallotBox, SealedMark
from socialgoods.cooperative.models.calling import Demand, DemandSignature, PaperRead, Telling, ToldOf, Way
from socialgoods.cooperative.models.cooperative import (
    Articles,
    Cooperative,
    CooperativeKind,
    CooperativeState,
    MainBusiness,
    RegisterChange,
    Steward,
)
from socialgoods.cooperative.models.ending import Liquidation, LiquidationStep
from socialgoods.cooperative.models.founding import Consent, FoundingStep, Promoter
from socialgoods.cooperative.models.register import (
    Certificate,
    Departure,
    DepartureKind,
    JoinRequest,
    Member,
    Payment,
    PaymentKind,
    Refund,
    Relation,
    RelationKind,
    RequestState,
    ShareLot,
    ShareTransfer,
    Stakeholder,
    Subscription,
)
from socialgoods.cooperative.models.year import Disclosure, LoanRepayment, MemberLoan, YearEnd, YearEndState

__all__ = [
    "AgendaItem", "Articles", "Assembly", "AssemblyKind", "AssemblyState", "Attendance", "Ballot", "BallotBox",
    "BoardMeeting", "BoardPresence", "Certificate", "Channel", "Consent", "Cooperative", "CooperativeKind",
    "CooperativeState", "Delegate", "Demand", "DemandSignature", "Departure", "DepartureKind", "Disclosure",
    "FoundingStep", "ItemKind", "ItemState", "JoinRequest", "Liquidation", "LiquidationStep",
    "LoanRepayment", "MainBusiness", "Member", "MemberLoan",
    "MinutesSignature", "Nominee", "Office", "Officer", "OpenVote", "Paper", "PaperRead", "PaperResult", "Payment",
    "PaymentKind", "Plan", "Promoter", "ProxyKind", "Recall", "Refund", "RegisterChange", "Relation", "RelationKind", "RequestState",
    "SealedMark", "ShareLot", "ShareTransfer", "Stakeholder", "Steward", "Subscription", "Teller", "Telling",
    "ToldOf", "Voted", "Way", "YearEnd", "YearEndState",
]  # fmt: skip
