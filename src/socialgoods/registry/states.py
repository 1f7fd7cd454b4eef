"""The moves that are allowed, as data."""

from socialgoods.registry.models.imports import ImportState
from socialgoods.registry.models.mark import MarkState
from socialgoods.registry.models.report import ReportState

REPORT_MOVES = {
    ReportState.DRAFT: {ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.CONFIRMED, ReportState.RETURNED, ReportState.DRAFT},
    ReportState.RETURNED: {ReportState.SUBMITTED},
    ReportState.CONFIRMED: {ReportState.RETURNED},
}
"""Back to draft: the submitter withdraws before a decision. From confirmed to returned: an officer reopens, with a reason."""

MARK_MOVES = {
    MarkState.APPLIED: {MarkState.GRANTED, MarkState.REFUSED},
    MarkState.GRANTED: {MarkState.EXPIRED, MarkState.REVOKED},
}

IMPORT_MOVES = {
    ImportState.UPLOADED: {ImportState.CHECKED, ImportState.DISCARDED},
    ImportState.CHECKED: {ImportState.UPLOADED, ImportState.CHECKED, ImportState.COMMITTED, ImportState.DISCARDED},
    ImportState.COMMITTED: {ImportState.UNDONE},
}
"""Back to uploaded: the mapping or the choice of rows changed, so the preview no longer holds."""
