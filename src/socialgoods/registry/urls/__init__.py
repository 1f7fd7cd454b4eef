from socialgoods.registry.urls import imports, record, reports

urlpatterns = [*imports.urlpatterns, *reports.urlpatterns, *record.urlpatterns]
