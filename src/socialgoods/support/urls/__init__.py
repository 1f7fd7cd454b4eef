from django.urls import path

from socialgoods.support.views import activity, application, call, case, commitment, entries, selection

ORGANIZATION = "organizations/<str:code>"
CASE = f"{ORGANIZATION}/case"
APPLY = f"{ORGANIZATION}/calls/<int:pk>/apply"

urlpatterns = [
    path("case-device/", case.case_device, name="case_device"),
    path(f"{CASE}/", case.case, name="case"),
    path(f"{CASE}/contacts/new/", entries.contact_new, name="case_contact_new"),
    path(f"{CASE}/tasks/new/", entries.task_new, name="case_task_new"),
    path(f"{CASE}/documents/new/", entries.document_new, name="case_document_new"),
    path(f"{CASE}/commitments/new/", commitment.commitment_new, name="case_commitment_new"),
    path("contacts/<int:pk>/", entries.contact, name="contact"),
    path("contacts/<int:pk>/withdraw/", entries.contact_withdraw, name="contact_withdraw"),
    path("case-tasks/<int:pk>/done/", entries.task_done, name="task_done"),
    path("case-tasks/<int:pk>/undone/", entries.task_undone, name="task_undone"),
    path("case-tasks/<int:pk>/withdraw/", entries.task_withdraw, name="task_withdraw"),
    path("documents/<int:pk>/", entries.document, name="document"),
    path("documents/<int:pk>/file/", entries.document_file, name="document_file"),
    path("documents/<int:pk>/withdraw/", entries.document_withdraw, name="document_withdraw"),
    path("commitments/", commitment.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path("commitments/<int:pk>/plan/", commitment.plan, name="commitment_plan"),
    path("commitments/<int:pk>/deliver/", commitment.deliver, name="commitment_deliver"),
    path("commitments/<int:pk>/finish/", commitment.finish, name="commitment_finish"),
    path("commitments/<int:pk>/cancel/", commitment.cancel, name="commitment_cancel"),
    path("commitments/<int:pk>/reopen/", commitment.reopen, name="commitment_reopen"),
    path("deliveries/<int:pk>/take-back/", commitment.take_back, name="delivery_take_back"),
    path("calls/", call.calls, name="calls"),
    path("calls/new/", call.call_new, name="call_new"),
    path("calls/<int:pk>/", call.call, name="call"),
    path("calls/<int:pk>/edit/", call.call_edit, name="call_edit"),
    path("calls/<int:pk>/cancel/", call.call_cancel, name="call_cancel"),
    path("calls/<int:pk>/selection/", selection.call_selection, name="call_selection"),
    path("calls/<int:pk>/conclude/", selection.call_conclude, name="call_conclude"),
    path("applications/<int:pk>/weigh/", selection.application_weigh, name="application_weigh"),
    path(f"{APPLY}/", application.call_apply, name="call_apply"),
    path(f"{APPLY}/take-back/", application.application_take_back, name="application_take_back"),
    path(f"{APPLY}/withdraw/", application.application_withdraw, name="application_withdraw"),
    path("activity/", activity.activity, name="activity"),
    path("activity/<int:year>/<int:month>/", activity.activity_report, name="activity_report"),
    path("activity/<int:year>/<int:month>.<str:form>", activity.activity_report_file, name="activity_report_file"),
    path("activity/<int:year>/<int:month>/<str:figure>/", activity.activity_rows, name="activity_rows"),
]
