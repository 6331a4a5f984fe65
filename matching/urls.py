from django.urls import path

from . import views

urlpatterns = [
    path("openings/<int:pk>/", views.opening, name="opening"),
    path("people/<slug:code>/", views.person, name="person"),
]
