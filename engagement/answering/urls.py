from django.urls import path

from . import views

urlpatterns = [
    path("<int:pk>/answers/", views.answers, name="employer-answers"),
    path("<int:pk>/answers/back/", views.come_back, name="employer-back"),
]
