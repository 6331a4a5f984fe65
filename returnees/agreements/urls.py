from django.urls import path

from . import views

urlpatterns = [
    path("<slug:code>/agreements/", views.agreements, name="agreements"),
    path("<slug:code>/agreements/<slug:purpose>/", views.agree, name="agree"),
    path("<slug:code>/agreements/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
