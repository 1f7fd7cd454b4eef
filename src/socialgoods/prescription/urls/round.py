from django.urls import path, register_converter

from socialgoods.prescription.views import committee, offer, round, sheet, variant
from socialgoods.registry.downloads import TYPES


class Form:
    regex = "|".join(TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Form, "table_form")

ROUND = "rounds/<int:pk>"
VARIANT = f"{ROUND}/<int:number>"

urlpatterns: list = [
    path("offers/", offer.offers, name="offers"),
    path("offers/new/", offer.offer_new, name="offer_new"),
    path("offers/load/", offer.offers_load, name="offers_load"),
    path("offers/<slug:code>/", offer.offer, name="offer"),
    path("offers/<slug:code>/edit/", offer.offer_edit, name="offer_edit"),
    path("offers/<slug:code>/retire/", offer.offer_retire, name="offer_retire"),
    path("budgets/", offer.budgets, name="budgets"),
    path("budgets/<int:year>/", offer.budgets, name="budgets_year"),
    path("rounds/", round.rounds, name="rounds"),
    path(f"{ROUND}/", round.round, name="round"),
    path(f"{ROUND}/lay/", round.round_lay, name="round_lay"),
    path(f"{ROUND}/drop/", round.round_drop, name="round_drop"),
    path(f"{ROUND}/take-back/", round.round_take_back, name="round_take_back"),
    path(f"{ROUND}/check/", round.round_check, name="round_check"),
    path(f"{ROUND}/compare/", variant.round_compare, name="round_compare"),
    path(f"{ROUND}/committee/", committee.round_committee, name="round_committee"),
    path(f"{ROUND}/committee/amend/", committee.round_amend, name="round_amend"),
    path(f"{ROUND}/committee/as-proposed/", committee.round_amend_remove, name="round_amend_remove"),
    path(f"{ROUND}/committee/decide/", committee.round_decide, name="round_decide"),
    path(f"{ROUND}/new/", variant.variant_new, name="variant_new"),
    path(f"{VARIANT}/", variant.variant, name="variant"),
    path(f"{VARIANT}/edit/", variant.variant_edit, name="variant_edit"),
    path(f"{VARIANT}/compute/", variant.variant_compute, name="variant_compute"),
    path(f"{VARIANT}/copy/", variant.variant_copy, name="variant_copy"),
    path(f"{VARIANT}/remove/", variant.variant_remove, name="variant_remove"),
    path(f"{VARIANT}/limits/", variant.variant_limits, name="variant_limits"),
    path(f"{VARIANT}/organizations/", variant.variant_organizations, name="variant_organizations"),
    path(f"{VARIANT}/pin/<str:code>/", variant.variant_pin, name="variant_pin"),
    path(f"{VARIANT}/unpin/", variant.variant_unpin, name="variant_unpin"),
    path(f"{VARIANT}/sheet.pdf", sheet.variant_sheet, name="variant_sheet"),
    path(f"{VARIANT}/lines.<table_form:form>", sheet.variant_download, name="variant_download"),
]
