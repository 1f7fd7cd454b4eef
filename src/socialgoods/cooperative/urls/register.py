from django.urls import path

from socialgoods.cooperative.views import member, member_acts, refunds, register, relations

urlpatterns = [
    path("cooperatives/<slug:code>/register/", register.register, name="register"),
    path("cooperatives/<slug:code>/register/download/", register.register_download, name="register_download"),
    path("cooperatives/<slug:code>/register/new/", member_acts.member_new, name="member_new"),
    path("cooperatives/<slug:code>/register/convert/", register.price_convert, name="price_convert"),
    path("cooperatives/<slug:code>/liabilities/", register.liabilities, name="liabilities"),
    path("cooperatives/<slug:code>/my/", member.my_membership, name="my_membership"),
    path("cooperatives/<slug:code>/members/<int:number>/", member.member, name="member"),
    path("cooperatives/<slug:code>/members/<int:number>/subscribe/", member_acts.subscribe, name="member_subscribe"),
    path("cooperatives/<slug:code>/members/<int:number>/leave/", member_acts.leave, name="member_leave"),
    path("cooperatives/<slug:code>/members/<int:number>/stay/", member_acts.stay, name="member_stay"),
    path("cooperatives/<slug:code>/members/<int:number>/transfer/", member_acts.transfer, name="member_transfer"),
    path("cooperatives/<slug:code>/members/<int:number>/certify/", member_acts.certify, name="certificate_issue"),
    path("cooperatives/<slug:code>/members/<int:number>/refund/", refunds.refund, name="member_refund"),
    path("cooperatives/<slug:code>/members/<int:number>/refund/fix/", refunds.fix, name="refund_fix"),
    path("cooperatives/<slug:code>/members/<int:number>/refund/claim/", refunds.claim, name="refund_claim"),
    path("cooperatives/<slug:code>/members/<int:number>/refund/lapse/", refunds.lapse, name="refund_lapse"),
    path("cooperatives/<slug:code>/members/<int:number>/refund/debts/", refunds.debts, name="refund_debts"),
    path("cooperatives/<slug:code>/members/<int:number>/related/", relations.relation_new, name="relation_new"),
    path("relations/<int:pk>/end/", relations.relation_end, name="relation_end"),
    path("cooperatives/<slug:code>/certificates/<int:number>/", member.certificate, name="certificate"),
    path("subscriptions/<int:pk>/pay/", member_acts.pay, name="subscription_pay"),
    path("subscriptions/<int:pk>/cancel/", member_acts.cancel, name="subscription_cancel"),
    path("join-requests/<int:pk>/accept/", member_acts.accept, name="join_accept"),
    path("join-requests/<int:pk>/decline/", member_acts.decline, name="join_decline"),
    path("join-requests/<int:pk>/take-back/", member_acts.take_back, name="join_take_back"),
]
