from socialgoods.cooperative.urls import register, votes, year

urlpatterns = [*register.urlpatterns, *votes.urlpatterns, *year.urlpatterns]
