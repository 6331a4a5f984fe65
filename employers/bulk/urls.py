from django.urls import path

from . import views

urlpatterns = [
    path("", views.bring, name="bulk"),
    path("template.xlsx", views.template, name="bulk-template"),
    path("<uuid:pk>/", views.preview, name="bulk-preview"),
    path("<uuid:pk>/keep/", views.keep, name="bulk-keep"),
    path("<uuid:pk>/errors.csv", views.errors, name="bulk-errors"),
]
