from django.urls import path

from . import views

urlpatterns = [
    path("new/", views.start, name="posting"),
    path("drafts/<uuid:pk>/", views.read, name="posting-read"),
    path("drafts/<uuid:pk>/check/", views.check, name="posting-check"),
    path("drafts/<uuid:pk>/wording/", views.wording, name="posting-wording"),
    path("drafts/<uuid:pk>/remove/", views.remove, name="posting-remove"),
    path("drafts/<uuid:pk>/<slug:name>/", views.step, name="posting-step"),
    path("<int:pk>/edit/", views.edit, name="posting-edit"),
    path("<int:pk>/again/", views.again, name="posting-again"),
]
