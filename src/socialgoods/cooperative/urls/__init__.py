from socialgoods.cooperative.urls import register, year

urlpatterns = [*register.urlpatterns, *year.urlpatterns]
