from django.urls import path

from socialgoods.diagnosis.views import assessment, instrument, review

ORGANIZATION = "organizations/<str:code>/assessments"
ASSESSMENT = f"{ORGANIZATION}/<int:pk>"

urlpatterns = [
    path(f"{ORGANIZATION}/", assessment.assessments, name="assessments"),
    path(f"{ORGANIZATION}/start/", assessment.start, name="assessment_start"),
    path(f"{ORGANIZATION}/paper-<int:year>.pdf", assessment.on_paper, name="assessment_paper"),
    path(f"{ASSESSMENT}/", assessment.assessment, name="assessment"),
    path(f"{ASSESSMENT}/submit/", assessment.submit, name="assessment_submit"),
    path(f"{ASSESSMENT}/withdraw/", assessment.withdraw, name="assessment_withdraw"),
    path(f"{ASSESSMENT}/compare/", review.compare, name="assessment_compare"),
    path(f"{ASSESSMENT}/review/", review.review, name="assessment_review"),
    path(f"{ASSESSMENT}/return/", review.return_, name="assessment_return"),
    path(f"{ASSESSMENT}/final/", review.finalise, name="assessment_finalise"),
    path("assessments/", review.queue, name="assessment_queue"),
    path("instruments/", instrument.instruments, name="instruments"),
    path("instruments/<str:version>/", instrument.instrument, name="instrument"),
    path("instruments/<str:version>/file/", instrument.instrument_file, name="instrument_file"),
]
