from django.urls import path

from socialgoods.cooperative.views import assembly, minutes, presence

ALL = "cooperatives/<slug:code>/assemblies"
ONE = f"{ALL}/<int:pk>"

urlpatterns = [
    path(f"{ALL}/", assembly.assemblies, name="assemblies"),
    path(f"{ALL}/new/", assembly.assembly_new, name="assembly_new"),
    path(f"{ONE}/", assembly.assembly, name="assembly"),
    path(f"{ONE}/change/", assembly.assembly_change, name="assembly_change"),
    path(f"{ONE}/items/new/", assembly.item_new, name="item_new"),
    path(f"{ONE}/items/<int:number>/remove/", assembly.item_remove, name="item_remove"),
    path(f"{ONE}/papers/new/", assembly.paper_new, name="paper_new"),
    path(f"{ONE}/papers/<int:paper_pk>/", assembly.paper_file, name="paper_file"),
    path(f"{ONE}/papers/<int:paper_pk>/remove/", assembly.paper_remove, name="paper_remove"),
    path(f"{ONE}/call/", assembly.assembly_call, name="assembly_call"),
    path(f"{ONE}/open/", assembly.assembly_open, name="assembly_open"),
    path(f"{ONE}/close/", assembly.assembly_close, name="assembly_close"),
    path(f"{ONE}/cancel/", assembly.assembly_cancel, name="assembly_cancel"),
    path(f"{ONE}/convocation.pdf", assembly.convocation, name="convocation"),
    path(f"{ONE}/roll/", presence.assembly_roll, name="assembly_roll"),
    path(f"{ONE}/screen/", presence.assembly_screen, name="assembly_screen"),
    path("attendances/<int:pk>/arrive/", presence.attendance_arrive, name="attendance_arrive"),
    path("attendances/<int:pk>/leave/", presence.attendance_leave, name="attendance_leave"),
    path("attendances/<int:pk>/proxy/", presence.attendance_proxy, name="attendance_proxy"),
    path("attendances/<int:pk>/admit/", presence.attendance_admit, name="attendance_admit"),
    path("attendances/<int:pk>/take-back/", presence.attendance_take_back, name="attendance_take_back"),
    path(f"{ONE}/minutes/", minutes.minutes, name="minutes"),
    path(f"{ONE}/minutes/edit/", minutes.minutes_edit, name="minutes_edit"),
    path(f"{ONE}/minutes/sign/", minutes.minutes_sign, name="minutes_sign"),
    path(f"{ONE}/minutes/sign/<int:attendance>/", minutes.minutes_sign_own, name="minutes_sign_own"),
    path(f"{ONE}/minutes/unsign/", minutes.minutes_unsign, name="minutes_unsign"),
    path(f"{ONE}/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
]
