from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.openings, name="openings"),
    path("", include("employers.posting.urls")),
    path("import/", include("employers.bulk.urls")),
    path("", include("employers.checking.urls")),
]
