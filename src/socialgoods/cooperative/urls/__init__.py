from socialgoods.cooperative.urls import assembly, founding, register, votes, year

urlpatterns = [
    *founding.urlpatterns,
    *assembly.urlpatterns,
    *votes.urlpatterns,
    *register.urlpatterns,
    *year.urlpatterns,
]
