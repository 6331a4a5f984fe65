from django.urls import path

from . import views

urlpatterns = [
    path("", views.sheets, name="rights-sheets"),
    path("<slug:pair>/", views.sheet, name="rights-sheet"),
    path("<slug:pair>/print/", views.sheet_printed, name="rights-sheet-printed"),
]
