from django.urls import path

from socialgoods.prescription.views import available, evidence, prescription

PRESCRIPTION = "prescriptions/<int:pk>"

urlpatterns: list = [
    path("prescriptions/", prescription.prescriptions, name="prescriptions"),
    path("prescriptions/download.<str:form>", prescription.prescriptions_download, name="prescriptions_download"),
    path("prescriptions/letters/", prescription.prescription_letters, name="prescription_letters"),
    path(f"{PRESCRIPTION}/", prescription.prescription, name="prescription"),
    path(f"{PRESCRIPTION}/answer/", prescription.prescription_answer, name="prescription_answer"),
    path(f"{PRESCRIPTION}/withdraw/", prescription.prescription_withdraw, name="prescription_withdraw"),
    path(f"{PRESCRIPTION}/letter/", prescription.prescription_letter, name="prescription_letter"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<slug:code>/", evidence.evidence_measure, name="evidence_measure"),
    path("organizations/<str:code>/available/", available.available, name="available"),
]
