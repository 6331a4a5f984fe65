from django.urls import path

from . import views

urlpatterns = [
    path("", views.schemes, name="schemes"),
    path("<slug:code>/", views.scheme, name="scheme"),
]
