from django.urls import include, path

from accounts import views as accounts
from returnees import claim_views
from returnees.contest_views import contest_with_code
from returnees.erase_views import erased
from returnees.start import start

from .home import home

handler400 = accounts.bad_request
handler403 = accounts.forbidden
handler404 = accounts.not_found
handler429 = accounts.too_many
handler500 = accounts.server_error

urlpatterns = [
    path("", home, name="home"),
    path("healthz", accounts.health, name="health"),
    path("language/", accounts.set_language, name="set-language"),
    path("accounts/", include("accounts.urls")),
    path("start/", start, name="start"),
    path("claim/", claim_views.claim, name="claim"),
    path("claim/way/", claim_views.claim_way, name="claim-way"),
    path("claim/take/", claim_views.claim_take, name="claim-take"),
    path("contest/", contest_with_code, name="contest-with-code"),
    path("erased/", erased, name="erased"),
    path("openings/", include("employers.urls")),
    path("", include("employers.public.urls")),
    path("firms/", include("employers.firms.urls")),
    path("people/", include("returnees.urls")),
    path("passport/", include("returnees.passport.urls")),
    path("people/", include("returnees.agreements.urls")),
    path("rights/", include("returnees.rights.urls")),
    path("schemes/", include("mobility_schemes.urls")),
    path("words/", include("skills.urls")),
    path("", include("matching.urls")),
    path("firms/", include("engagement.answering.urls")),
    path("", include("engagement.urls")),
]
