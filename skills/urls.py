from django.urls import path

from . import views

urlpatterns = [
    path("", views.words, name="words"),
    path("suggest/", views.suggestions, name="suggest"),
    path("<int:pk>/", views.concept, name="concept"),
]
