from django.urls import path

from socialgoods.registry.views import due, queue, report

ORGANIZATION = "organizations/<str:code>"
REPORT = f"{ORGANIZATION}/reports/<int:year>"

urlpatterns = [
    path("reports/", queue.report_queue, name="report_queue"),
    path(f"{ORGANIZATION}/reports/", report.reports, name="reports"),
    path(f"{ORGANIZATION}/reports/start/", report.start, name="report_start"),
    path(f"{REPORT}/", report.report, name="report"),
    path(f"{REPORT}/submit/", report.submit, name="report_submit"),
    path(f"{REPORT}/withdraw/", report.withdraw, name="report_withdraw"),
    path(f"{REPORT}/confirm/", report.confirm, name="report_confirm"),
    path(f"{REPORT}/return/", report.return_, name="report_return"),
    path(f"{ORGANIZATION}/dues/", due.dues, name="dues"),
    path(f"{ORGANIZATION}/dues/done/", due.tick_off, name="due_done"),
    path(f"{ORGANIZATION}/dues/calendar/", due.renew, name="dues_renew"),
    path(f"{ORGANIZATION}/dues/<str:key>.ics", due.dues_calendar, name="dues_calendar"),
]
