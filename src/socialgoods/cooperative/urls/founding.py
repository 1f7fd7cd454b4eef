from django.urls import path, register_converter

from socialgoods.cooperative.views import after, articles, cooperative, ending, founding, founding_steps

ONE = "cooperatives/<slug:code>"


class PaperName:
    regex = "consent|notice|subscriptions"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(PaperName, "founding_paper")

urlpatterns = [
    path("cooperatives/", cooperative.cooperatives, name="cooperatives"),
    path("cooperatives/new/", founding.founding_begin, name="founding_begin"),
    path(f"{ONE}/", cooperative.cooperative, name="cooperative"),
    path(f"{ONE}/founding/", founding.founding, name="founding"),
    path(f"{ONE}/founding/describe/", founding.founding_describe, name="founding_describe"),
    path(f"{ONE}/founding/promoters/new/", founding.promoter_new, name="promoter_new"),
    path("promoters/<int:pk>/remove/", founding.promoter_remove, name="promoter_remove"),
    path(f"{ONE}/founding/consents/new/", founding.consent_new, name="consent_new"),
    path(f"{ONE}/consent/", founding.consent_own, name="consent_own"),
    path("consents/<int:pk>/withdraw/", founding.consent_withdraw, name="consent_withdraw"),
    path(f"{ONE}/founding/finish/", founding_steps.founding_finish, name="founding_finish"),
    path(f"{ONE}/founding/file/", founding_steps.founding_file, name="founding_file"),
    path(f"{ONE}/founding/accept/", founding_steps.founding_accept, name="founding_accept"),
    path(f"{ONE}/founding/registered/", founding_steps.founding_register, name="founding_register"),
    path(f"{ONE}/founding/abandon/", founding_steps.founding_abandon, name="founding_abandon"),
    path(f"{ONE}/founding/<founding_paper:name>.pdf", founding.founding_paper, name="founding_paper"),
    path(f"{ONE}/duties/", after.duties, name="duties"),
    path(f"{ONE}/changes/", after.changes, name="changes"),
    path(f"{ONE}/changes/<str:key>/", after.change_note, name="change_note"),
    path(f"{ONE}/stewards/", after.stewards, name="stewards"),
    path(f"{ONE}/stewards/new/", after.steward_new, name="steward_new"),
    path("stewards/<int:pk>/dismiss/", after.steward_dismiss, name="steward_dismiss"),
    path(f"{ONE}/dissolve/", ending.dissolve, name="dissolve"),
    path(f"{ONE}/liquidation/", ending.liquidation, name="liquidation"),
    path(f"{ONE}/liquidation/<slug:step>/", ending.liquidation_step, name="liquidation_step"),
    path(f"{ONE}/articles/", articles.articles, name="articles"),
    path(f"{ONE}/articles/edit/", articles.articles_edit, name="articles_edit"),
    path(f"{ONE}/articles.pdf", articles.articles_pdf, name="articles_pdf"),
]
