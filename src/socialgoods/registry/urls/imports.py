from django.urls import path

from socialgoods.registry.views.imports import files, previews, results

urlpatterns = [
    path("imports/", files.imports, name="imports"),
    path("imports/new/", files.import_upload, name="import_upload"),
    path("imports/templates/<str:target>/", files.import_template, name="import_template"),
    path("imports/<int:pk>/", results.import_batch, name="import_batch"),
    path("imports/<int:pk>/sheet/", files.import_sheet, name="import_sheet"),
    path("imports/<int:pk>/columns/", files.import_mapping, name="import_mapping"),
    path("imports/<int:pk>/preview/", previews.import_preview, name="import_preview"),
    path("imports/<int:pk>/check/", previews.import_check, name="import_check"),
    path("imports/<int:pk>/rows/", previews.import_skip, name="import_skip"),
    path("imports/<int:pk>/twins/", previews.import_match, name="import_match"),
    path("imports/<int:pk>/commit/", previews.import_commit, name="import_commit"),
    path("imports/<int:pk>/undo/", results.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", files.import_discard, name="import_discard"),
]
