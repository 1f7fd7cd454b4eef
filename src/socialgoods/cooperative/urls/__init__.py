from socialgoods.cooperative.urls import register

urlpatterns = [*register.urlpatterns]
