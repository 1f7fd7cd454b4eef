"""The organisation's own books: what they are, and opening them."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.periods import FiscalYear
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions as ledger
from socialgoods.registry import permissions
from socialgoods.registry.actions import books as actions
from socialgoods.registry.forms.organization import OpenBooksForm
from socialgoods.registry.models import Organization


@login_required
def organization_books(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code), clock.today()
    require(permissions.may_open_books(request.user, row, on))
    entity = actions.books_of(row)
    if entity and ledger.may_read(request.user, entity, on):
        return redirect(entity)
    begins = FiscalYear.of(on, row.fiscal_year_end_month).starts_on
    form = OpenBooksForm(request.POST or None, initial={"opened_on": begins}, today=on)
    if request.method == "POST" and (entity or form.is_valid()):
        opened: date = entity.opened_on if entity else form.cleaned_data["opened_on"]
        made = actions.open_books(organization=row, opened_on=opened, by=request.user, at=clock.now(), on=on)  # type: ignore[arg-type]
        messages.success(request, _("이제 이 장부의 담당입니다.") if entity else _("장부를 열었습니다."))
        return redirect(made)
    return render(request, "registry/books.html", {"organization": row, "books": entity, "form": form})
