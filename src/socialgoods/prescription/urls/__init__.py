from socialgoods.prescription.urls import after, round

urlpatterns = [*round.urlpatterns, *after.urlpatterns]
