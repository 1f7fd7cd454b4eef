from django.urls import path

from socialgoods.registry.views import due, queue, report, report_decision, report_entry

ORGANIZATION = "organizations/<str:code>"
REPORT = f"{ORGANIZATION}/reports/<int:year>"

urlpatterns = [
    path("reports/", queue.report_queue, name="report_queue"),
    path(f"{ORGANIZATION}/reports/", report.reports, name="reports"),
    path(f"{ORGANIZATION}/reports/start/", report.start, name="report_start"),
    path(f"{REPORT}/", report.report, name="report"),
    path(f"{REPORT}/paste/", report_entry.paste, name="report_paste"),
    path(f"{REPORT}/paper/", report.paper, name="report_paper"),
    path(f"{REPORT}/submit/", report_entry.submit, name="report_submit"),
    path(f"{REPORT}/withdraw/", report_decision.withdraw, name="report_withdraw"),
    path(f"{REPORT}/confirm/", report_decision.confirm, name="report_confirm"),
    path(f"{REPORT}/return/", report_decision.return_, name="report_return"),
    path(f"{REPORT}/reopen/", report_decision.reopen, name="report_reopen"),
    path(f"{ORGANIZATION}/dues/", due.dues, name="dues"),
    path(f"{ORGANIZATION}/dues/done/", due.tick_off, name="due_done"),
    path(f"{ORGANIZATION}/dues/calendar/", due.renew, name="dues_renew"),
    path(f"{ORGANIZATION}/dues/<str:key>.ics", due.dues_calendar, name="dues_calendar"),
]
