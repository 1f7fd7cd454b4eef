from socialgoods.diagnosis.urls import assessment, result

urlpatterns = [*assessment.urlpatterns, *result.urlpatterns]
