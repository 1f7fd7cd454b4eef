from collections.abc import Iterable

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from socialgoods.places import queries as places
from socialgoods.registry import codes
from socialgoods.registry.models import OrganizationStatus, Residence
from socialgoods.registry.queries.organization import Search


class LightSelect(forms.Select):
    """Choices without groups, written in one go: Django renders a template for every option, here of sixty."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = str(value or "")
        options = ((code, " selected" if str(code) == chosen else "", label) for code, label in self.choices)
        shown = format_html_join("", '<option value="{}"{}>{}</option>', options)
        own = format_html_join("", ' {}="{}"', self.build_attrs(self.attrs, attrs).items())
        return format_html('<select name="{}"{}>{}</select>', name, own, shown)


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=LightSelect)


class SearchForm(forms.Form):
    """The directory's filters. What is not understood is as if not asked: a link from last year must still open."""

    q = forms.CharField(label=_("찾는 말"), required=False, max_length=100)
    kind = _choice(_("유형"))
    sector = _choice(_("분야"))
    district = _choice(_("읍·면"))
    status = _choice(_("상태"))
    designation = _choice(_("인증·지정"))
    mark = forms.BooleanField(label=_("소셜굿즈 마크만"), required=False)
    ending = forms.BooleanField(label=_("인증이 석 달 안에 끝나는 곳만"), required=False)
    residence = _choice(_("소재"))

    def __init__(self, data, *, may_see_outside: bool):
        super().__init__(data)
        self.districts = places.names()
        self._offer("kind", codes.kinds().items())
        self._offer("sector", codes.sectors().items())
        self._offer("district", [*((row.code, row.label) for row in self.districts), ("unknown", _("확인 필요"))])
        self._offer("designation", codes.designations().items())
        self._offer("residence", Residence.choices, first=_("군 안과 확인 필요"))
        self.fields["status"].choices = [
            ("", OrganizationStatus.ACTIVE.label),
            (OrganizationStatus.DORMANT, OrganizationStatus.DORMANT.label),
            (OrganizationStatus.CLOSED, OrganizationStatus.CLOSED.label),
            ("any", _("모두")),
        ]
        if not may_see_outside:
            del self.fields["residence"]
        self.is_valid()

    def _offer(self, name: str, choices: Iterable[tuple[str, object]], first=None) -> None:
        self.fields[name].choices = [("", first or _("모두")), *choices]

    @property
    def search(self) -> Search:
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        for name in {"mark", "ending"} & set(asked):
            asked[name] = "1"
        return Search(**asked)
