"""Words of prescriptions and of what was learnt, for the room's templates."""

from datetime import date

from django import template
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_short
from socialgoods.prescription.models import PrescriptionState
from socialgoods.registry import codes

register = template.Library()
TONES = {
    PrescriptionState.SENT: "warning",
    PrescriptionState.INVITED: "info",
    PrescriptionState.ACCEPTED: "success",
    PrescriptionState.WITHDRAWN: "danger",
}


@register.filter
def state_tone(state: str) -> str:
    return TONES.get(PrescriptionState(state), "neutral")


@register.filter
def mode_name(mode: str) -> str:
    return codes.modes().get(mode, mode)


@register.filter
def until_day(day: date | None) -> str:
    return _("%(day)s까지") % {"day": seoul_short(day)}
