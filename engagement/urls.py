from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("engagement.meetings.urls")),
    path("", include("engagement.placements.urls")),
    path("openings/<int:pk>/introduce/<slug:code>/", views.introduce, name="introduce"),
    path("openings/<int:pk>/candidates/", views.candidates, name="candidates"),
    path("openings/<int:pk>/shortlist/", views.shortlist, name="shortlist"),
    path("openings/<int:pk>/shortlist/<slug:code>/invite/", views.invite, name="invite"),
    path("openings/<int:pk>/candidates/<int:introduction>/", views.candidate, name="candidate"),
    path("openings/<int:pk>/candidates/<int:introduction>/no/", views.candidate_no, name="candidate-no"),
    path(
        "openings/<int:pk>/candidates/<int:introduction>/to/<slug:step>/", views.candidate_step, name="candidate-step"
    ),
    path("people/<slug:code>/introductions/", views.introductions, name="introductions"),
    path("people/<slug:code>/introductions/<int:pk>/", views.introduction, name="introduction"),
    path("people/<slug:code>/introductions/<int:pk>/yes/", views.say_yes, name="say-yes"),
    path("people/<slug:code>/introductions/<int:pk>/no/", views.say_no, name="say-no"),
    path("people/<slug:code>/introductions/<int:pk>/take-back/", views.take_back, name="take-back"),
]
