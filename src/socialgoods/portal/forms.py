from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.models import OrganizationStatus, Residence
from socialgoods.registry.queries.organization import Search

SOON = timedelta(days=90)
ANY = _("모두")


class SearchForm(forms.Form):
    """The directory's filters. What is not understood is as if not asked: a link from last year must still open."""

    q = forms.CharField(label=_("찾는 말"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("유형"), required=False)
    sector = forms.ChoiceField(label=_("분야"), required=False)
    district = forms.ChoiceField(label=_("읍·면"), required=False)
    status = forms.ChoiceField(label=_("상태"), required=False)
    designation = forms.ChoiceField(label=_("인증·지정"), required=False)
    mark = forms.BooleanField(label=_("소셜굿즈 마크를 쓰는 조직만"), required=False)
    ending = forms.BooleanField(label=_("석 달 안에 끝나는 인증·지정이 있는 조직만"), required=False)
    residence = forms.ChoiceField(label=_("소재"), required=False)

    def __init__(self, data):
        super().__init__(data)
        districts = [(row.code, str(row)) for row in District.objects.all()]
        self._offer("kind", codes.kinds().items())
        self._offer("sector", codes.sectors().items())
        self._offer("district", [*districts, ("unknown", _("확인 필요"))])
        self._offer("designation", codes.designations().items())
        self._offer("residence", Residence.choices, first=_("군 안과 확인 필요"))
        self.fields["status"].choices = [
            ("", OrganizationStatus.ACTIVE.label),
            (OrganizationStatus.DORMANT, OrganizationStatus.DORMANT.label),
            (OrganizationStatus.CLOSED, OrganizationStatus.CLOSED.label),
            ("any", _("모두")),
        ]

    def _offer(self, name, choices, first=ANY):
        self.fields[name].choices = [("", first), *choices]

    def search(self, *, may_see_outside: bool, on: date) -> Search:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if asked.pop("ending", False):
            asked["ending"] = (on, on + SOON)
        if asked.pop("mark", False):
            asked["mark"] = "1"
        if asked.get("residence") == Residence.OUTSIDE and not may_see_outside:
            del asked["residence"]
        return Search(**asked)
