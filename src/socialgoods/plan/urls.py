from django.urls import path

from socialgoods.plan.views import plan

urlpatterns = [
    path("plan/", plan.plan, name="plan"),
    path("plan/forecast/", plan.plan, name="forecast"),
    path("plan/participation/", plan.plan, name="participation"),
    path("plan/indicators/<slug:key>/", plan.plan, name="indicator"),
]
