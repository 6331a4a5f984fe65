from django.urls import path

from . import views

FIRM = "openings/<int:opening>/candidates/<int:pk>"
OWN = "people/<slug:code>/introductions/<int:pk>"

urlpatterns = [
    path(f"{FIRM}/interview/", views.offer_slots, name="slots-offer"),
    path(f"{FIRM}/interview/<uuid:slot>/cancel/", views.cancel_slot, name="slot-cancel"),
    path(f"{FIRM}/interview/<uuid:slot>/<slug:deed>/", views.settle_slot, name="slot-settle"),
    path(f"{FIRM}/messages/", views.letters_firm, name="letters-firm"),
    path(f"{OWN}/interview/none/", views.no_slot_fits, name="slots-none"),
    path(f"{OWN}/interview/<uuid:slot>/take/", views.take_slot, name="slot-take"),
    path(f"{OWN}/interview/<uuid:slot>/give-up/", views.give_up_slot, name="slot-give-up"),
    path(f"{OWN}/messages/", views.letters_own, name="letters"),
    path("interviews/<uuid:pk>.ics", views.calendar, name="slot-calendar"),
    path("messages/held/", views.held_letters, name="held-letters"),
    path("messages/held/<uuid:pk>/", views.held_letter, name="held-letter"),
]
