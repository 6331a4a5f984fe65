from django.urls import path

from . import views

urlpatterns = [
    path("", views.bring, name="cv"),
    path("keep/", views.keep, name="cv-keep"),
]
