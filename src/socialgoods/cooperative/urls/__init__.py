from socialgoods.cooperative.urls import register, votes

urlpatterns = [*register.urlpatterns, *votes.urlpatterns]
