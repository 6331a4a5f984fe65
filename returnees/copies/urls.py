from django.urls import path

from . import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<uuid:pk>/", views.fetch, name="export-file"),
    path("<slug:code>/export/", views.export, name="export"),
]
