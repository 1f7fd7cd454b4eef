from django.urls import path

from socialgoods.cooperative.views import agenda, assembly, delegates, demands, minutes, presence, taking_part, told

COOPERATIVE = "cooperatives/<slug:code>"
ALL = f"{COOPERATIVE}/assemblies"
ONE = f"{ALL}/<int:pk>"
DEMAND = f"{COOPERATIVE}/demands/<int:pk>"
ROW = "attendances/<int:pk>"

urlpatterns = [
    path(f"{ALL}/", assembly.assemblies, name="assemblies"),
    path(f"{ALL}/new/", assembly.assembly_new, name="assembly_new"),
    path(f"{ONE}/", assembly.assembly, name="assembly"),
    path(f"{ONE}/change/", assembly.assembly_change, name="assembly_change"),
    path(f"{ONE}/items/new/", agenda.item_new, name="item_new"),
    path(f"{ONE}/items/<int:number>/change/", agenda.item_change, name="item_change"),
    path(f"{ONE}/items/<int:number>/remove/", agenda.item_remove, name="item_remove"),
    path(f"{ONE}/papers/new/", agenda.paper_new, name="paper_new"),
    path(f"{ONE}/papers/<int:paper_pk>/", agenda.paper_file, name="paper_file"),
    path(f"{ONE}/papers/<int:paper_pk>/remove/", agenda.paper_remove, name="paper_remove"),
    path(f"{ONE}/call/", assembly.assembly_call, name="assembly_call"),
    path(f"{ONE}/postpone/", assembly.assembly_postpone, name="assembly_postpone"),
    path(f"{ONE}/open/", assembly.assembly_open, name="assembly_open"),
    path(f"{ONE}/close/", assembly.assembly_close, name="assembly_close"),
    path(f"{ONE}/cancel/", assembly.assembly_cancel, name="assembly_cancel"),
    path(f"{ONE}/told/", told.told, name="told"),
    path(f"{ONE}/told/note/", told.told_note, name="told_note"),
    path(f"{ONE}/told.<str:form>", told.told_file, name="told_file"),
    path(f"{ONE}/convocation.pdf", told.convocation, name="convocation"),
    path(f"{ONE}/sign-in.pdf", told.signing, name="sign_in_sheet"),
    path(f"{ONE}/roll/", presence.assembly_roll, name="assembly_roll"),
    path(f"{ONE}/screen/", presence.assembly_screen, name="assembly_screen"),
    path(f"{ONE}/here/", taking_part.assembly_here, name="assembly_here"),
    path(f"{ROW}/arrive/", presence.attendance_arrive, name="attendance_arrive"),
    path(f"{ROW}/leave/", presence.attendance_leave, name="attendance_leave"),
    path(f"{ROW}/admit/", presence.attendance_admit, name="attendance_admit"),
    path(f"{ROW}/leave-own/", taking_part.attendance_leave_own, name="attendance_leave_own"),
    path(f"{ROW}/plan/", taking_part.attendance_plan, name="attendance_plan"),
    path(f"{ROW}/read/", taking_part.attendance_read, name="attendance_read"),
    path(f"{ROW}/ticket/", taking_part.ticket, name="attendance_ticket"),
    path(f"{ROW}/proxy/", taking_part.attendance_proxy, name="attendance_proxy"),
    path(f"{ROW}/proxy.pdf", taking_part.proxy_paper, name="proxy_paper"),
    path(f"{ROW}/take-back/", taking_part.attendance_take_back, name="attendance_take_back"),
    path(f"{ONE}/minutes/", minutes.minutes, name="minutes"),
    path(f"{ONE}/minutes/edit/", minutes.minutes_edit, name="minutes_edit"),
    path(f"{ONE}/minutes/again/", minutes.minutes_again, name="minutes_again"),
    path(f"{ONE}/minutes/signers/", minutes.minutes_signers, name="minutes_signers"),
    path(f"{ONE}/minutes/sign/", minutes.minutes_sign, name="minutes_sign"),
    path(f"{ONE}/minutes/sign/<int:attendance>/", minutes.minutes_sign_own, name="minutes_sign_own"),
    path(f"{ONE}/minutes/finish/", minutes.minutes_finish, name="minutes_finish"),
    path(f"{ONE}/minutes/unsign/", minutes.minutes_unsign, name="minutes_unsign"),
    path(f"{ONE}/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{COOPERATIVE}/demands/new/", demands.demand_new, name="demand_new"),
    path(f"{DEMAND}/", demands.demand, name="demand"),
    path(f"{DEMAND}/sign/<int:member>/", demands.demand_sign, name="demand_sign"),
    path(f"{DEMAND}/unsign/<int:member>/", demands.demand_unsign, name="demand_unsign"),
    path(f"{DEMAND}/paper/", demands.demand_paper, name="demand_paper"),
    path(f"{DEMAND}/answer/", demands.demand_answer, name="demand_answer"),
    path(f"{COOPERATIVE}/delegates/", delegates.delegates, name="delegates"),
    path(f"{COOPERATIVE}/delegates/new/", delegates.delegates_new, name="delegates_new"),
    path(f"{COOPERATIVE}/delegates/<int:pk>/end/", delegates.delegate_end, name="delegate_end"),
]
