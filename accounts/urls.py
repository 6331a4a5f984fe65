"""The door: our pages first, where one of allauth has the same address; the rest of allauth behind them."""

from allauth.account import views as allauth
from django.urls import include, path
from django.views.generic import RedirectView

from . import entrance, ways
from .session_limits import asks_for_proof

urlpatterns = [
    path("signup/", entrance.sign_up, name="account_signup"),
    path("employer/", entrance.employer_door, name="employer-door"),
    path("login/", entrance.SignIn.as_view(), name="account_login"),
    path("login/code/", entrance.sign_in_by_code, name="sign-in-by-code"),
    path("code/", entrance.enter_code, name="enter-code"),
    path("code/again/", entrance.send_code_again, name="send-code-again"),
    path("how/", ways.how_i_sign_in, name="how-i-sign-in"),
    path("how/prove/", ways.prove, name="prove"),
    path("how/<slug:channel>/", ways.change_way, name="change-way"),
    path("how/<slug:channel>/remove/", ways.remove_way, name="remove-way"),
    path("email/", RedirectView.as_view(pattern_name="how-i-sign-in"), name="account_email"),
    path("password/set/", asks_for_proof(allauth.password_set), name="account_set_password"),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
