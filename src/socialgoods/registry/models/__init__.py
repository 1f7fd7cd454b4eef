from socialgoods.registry.models.designation import Designation
from socialgoods.registry.models.due import DueDone, DueReminder
from socialgoods.registry.models.imports import ImportBatch, ImportState, RememberedMapping, RowChange
from socialgoods.registry.models.mark import Mark, MarkState
from socialgoods.registry.models.merge import Merge
from socialgoods.registry.models.organization import Organization, OrganizationStatus, Residence, StatusPeriod
from socialgoods.registry.models.report import AnnualReport, EntryWay, ReportState
from socialgoods.registry.models.standing import Caseload, Membership, Representation
from socialgoods.registry.models.support import Measure, SupportGiven

__all__ = [
    "AnnualReport",
    "Caseload",
    "Designation",
    "DueDone",
    "DueReminder",
    "EntryWay",
    "ImportBatch",
    "ImportState",
    "Mark",
    "MarkState",
    "Measure",
    "Membership",
    "Merge",
    "Organization",
    "OrganizationStatus",
    "RememberedMapping",
    "ReportState",
    "Representation",
    "Residence",
    "RowChange",
    "StatusPeriod",
    "SupportGiven",
]
