from django.urls import path

from socialgoods.diagnosis.views import county, result

DIAGNOSIS = "organizations/<str:code>/diagnosis"

urlpatterns = [
    path(f"{DIAGNOSIS}/", result.diagnosis, name="diagnosis"),
    path(f"{DIAGNOSIS}/<int:year>/", result.diagnosis, name="diagnosis_year"),
    path(f"{DIAGNOSIS}/<int:year>/one-page.pdf", result.one_page, name="diagnosis_pdf"),
    path(f"{DIAGNOSIS}/<int:year>/<str:dimension>/", result.score, name="diagnosis_score"),
    path("diagnosis/", county.county_diagnosis, name="county_diagnosis"),
    path("diagnosis.csv", county.download, name="diagnoses_download"),
]
