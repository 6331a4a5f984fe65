from django.urls import path

from . import views

urlpatterns = [
    path("openings/<int:pk>/introduce/<slug:code>/", views.introduce, name="introduce"),
    path("openings/<int:pk>/candidates/", views.candidates, name="candidates"),
    path("people/<slug:code>/introductions/", views.introductions, name="introductions"),
    path("people/<slug:code>/introductions/<int:pk>/yes/", views.say_yes, name="say-yes"),
    path("people/<slug:code>/introductions/<int:pk>/no/", views.say_no, name="say-no"),
    path("people/<slug:code>/introductions/<int:pk>/take-back/", views.take_back, name="take-back"),
]
