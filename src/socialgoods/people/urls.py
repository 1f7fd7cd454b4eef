from django.urls import path

from socialgoods.people.views import assistance, code_sheets, me, people, roles

urlpatterns = [
    path("", people.people, name="people"),
    path("new/", people.person_new, name="person_new"),
    path("<int:pk>/", people.person, name="person"),
    path("roles/new/", roles.role_assign, name="role_assign"),
    path("roles/<int:pk>/end/", roles.role_end, name="role_end"),
    path("departments/", roles.departments, name="departments"),
    path("departments/<int:pk>/", roles.departments, name="department"),
    path("<int:pk>/code-sheet/", code_sheets.code_sheet, name="code_sheet"),
    path("<int:pk>/code-sheet/print/", code_sheets.code_sheet_print, name="code_sheet_print"),
    path("<int:pk>/code-sheet/pdf/", code_sheets.code_sheet_pdf, name="code_sheet_pdf"),
    path("code/", code_sheets.code_login, name="code_login"),
    path("code/confirm/", code_sheets.code_login_confirm, name="code_login_confirm"),
    path("assist/", assistance.assist_start, name="assist_start"),
    path("assist/<int:pk>/", assistance.assist_person, name="assist_person"),
    path("assist/end/", assistance.assist_end, name="assist_end"),
    path("me/", me.me, name="me"),
    path("me/export/", me.me_export, name="me_export"),
    path("me/close/", me.me_close, name="me_close"),
]
