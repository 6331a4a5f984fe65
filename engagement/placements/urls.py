from django.urls import path

from . import views

FIRM = "openings/<int:opening>/candidates/<int:pk>"
OWN = "people/<slug:code>/introductions/<int:pk>"

urlpatterns = [
    path(f"{FIRM}/hire/", views.hire, name="hire"),
    path(f"{FIRM}/ended/", views.end, name="placement-end"),
    path(f"{OWN}/hire/", views.hire_told, name="hire-told"),
    path(f"{OWN}/ended/", views.end_told, name="placement-end-told"),
    path("people/<slug:code>/look-again/", views.look_again, name="look-again"),
    # Short: it goes into a message of 160 signs.
    path("q/<str:token>/", views.answer, name="follow-up"),
    path("q/<str:token>/more/", views.more, name="follow-up-more"),
    path("placements/", views.placements, name="placements"),
    path("placements/<int:pk>/", views.placement, name="placement"),
    path("placements/<int:pk>/answers/<int:row>/", views.answer_told, name="follow-up-told"),
]
