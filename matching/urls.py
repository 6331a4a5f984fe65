from django.urls import path

from . import views

urlpatterns = [
    path("openings/<int:pk>/", views.opening, name="opening"),
    path("openings/drafts/<uuid:pk>/reach/count/", views.opening_reach, name="opening-reach"),
    path("people/<slug:code>/", views.person, name="person"),
    path("people/<slug:code>/seen/", views.seen, name="seen"),
]
