from django.urls import path

from socialgoods.plan.views import files, plan, steering

INDICATOR = "plan/indicators/<slug:key>"

urlpatterns = [
    path("plan/", plan.plan, name="plan"),
    path("plan/write/", steering.write, name="plan_write"),
    path("plan/forecast/", plan.forecast_page, name="forecast"),
    path("plan/participation/", plan.participation_page, name="participation"),
    path("plan/participation.<str:form>", files.participation_file, name="participation_file"),
    path("plan/targets.csv", files.targets, name="targets_file"),
    path("plan/observations.csv", files.observations, name="observations_file"),
    path("plan/forecast.csv", files.forecast_file, name="forecast_file"),
    path("plan/forecast-inputs.zip", files.forecast_inputs, name="forecast_inputs"),
    path("plan/measurements.csv", files.measurements, name="measurements_file"),
    path(f"{INDICATOR}/", plan.indicator, name="indicator"),
    path(f"{INDICATOR}/organizations/", plan.organizations, name="indicator_organizations"),
    path(f"{INDICATOR}/organizations.<str:form>", files.organizations, name="indicator_organizations_file"),
    path(f"{INDICATOR}/reading/", steering.reading, name="indicator_reading"),
    path(f"{INDICATOR}/targets/", steering.targets, name="indicator_targets"),
    path(f"{INDICATOR}/owner/", steering.owner, name="indicator_owner"),
    path(f"{INDICATOR}/observations/", steering.observe, name="indicator_observe"),
]
