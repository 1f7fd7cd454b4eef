from django.urls import path

from socialgoods.registry.views import books, designation, mark, membership, merge, organization, standing

ORGANIZATION = "organizations/<str:code>"

urlpatterns = [
    path("organizations/new/", organization.organization_new, name="organization_new"),
    path(f"{ORGANIZATION}/edit/", organization.organization_edit, name="organization_edit"),
    path(f"{ORGANIZATION}/status/", organization.organization_status, name="organization_status"),
    path(f"{ORGANIZATION}/history/", organization.history, name="history"),
    path(f"{ORGANIZATION}/designations/", designation.designations, name="designations"),
    path(f"{ORGANIZATION}/designations/<int:pk>/", designation.designations, name="designation"),
    path(f"{ORGANIZATION}/supports/", designation.supports, name="supports"),
    path("supports/<int:pk>/remove/", designation.support_remove, name="support_remove"),
    path("measures/", designation.measures, name="measures"),
    path(f"{ORGANIZATION}/people/", standing.representations, name="representations"),
    path("representations/<int:pk>/end/", standing.representation_end, name="representation_end"),
    path("caseload/", standing.caseload, name="caseload"),
    path("caseload/<int:pk>/end/", standing.case_end, name="case_end"),
    path("people/<int:pk>/hand-over/", standing.desk_hand_over, name="desk_hand_over"),
    path(f"{ORGANIZATION}/members/", membership.memberships, name="memberships"),
    path(f"{ORGANIZATION}/books/", books.organization_books, name="organization_books"),
    path("marks/", mark.marks, name="marks"),
    path(f"{ORGANIZATION}/mark/", mark.mark_apply, name="mark_apply"),
    path("marks/<int:pk>/", mark.mark_decide, name="mark_decide"),
    path("marks/verify/<str:number>/", mark.mark_verify, name="mark_verify"),
    path("duplicates/", merge.duplicates, name="duplicates"),
    path("duplicates/<str:kept>/<str:gone>/", merge.merge, name="merge"),
    path("merges/<int:pk>/undo/", merge.merge_undo, name="merge_undo"),
]
