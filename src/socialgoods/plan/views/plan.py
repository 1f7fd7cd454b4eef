from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socialgoods.plan.queries import indicators


@require_safe
def plan(request: HttpRequest, key: str = "") -> HttpResponse:
    return render(request, "plan/plan.html", {"rows": indicators.all_of()})
