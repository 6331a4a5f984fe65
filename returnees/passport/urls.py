from django.urls import path

from . import public

urlpatterns = [
    path("", public.check, name="passport-check"),
    path("about/", public.about, name="passport-about"),
    path("issuer", public.issuer, name="passport-issuer"),
    path("context/1", public.context, name="passport-context"),
    path("status/<int:number>", public.status_list, name="passport-status"),
    path("<str:code>/", public.checked, name="passport-checked"),
]
