from socialgoods.prescription.urls import round, after

urlpatterns = [*round.urlpatterns, *after.urlpatterns]
