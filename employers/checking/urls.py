from django.urls import path

from . import own_views as own
from . import report_views as reporting
from . import views

urlpatterns = [
    path("checking/", views.queue, name="checking"),
    path("<int:pk>/check/", views.opening, name="check-opening"),
    path("<int:pk>/check/take/", views.take, name="check-take"),
    path("<int:pk>/check/publish/", views.publish, name="check-publish"),
    path("<int:pk>/check/stop/", views.stop, name="check-stop"),
    path("<int:pk>/check/changes/", views.changes, name="check-changes"),
    path("<int:pk>/check/refuse/", views.reject, name="check-refuse"),
    path("reports/", reporting.reports, name="reports"),
    path("reports/<uuid:pk>/", reporting.answer, name="answer-report"),
    path("<int:pk>/report/", reporting.report, name="report-opening"),
    path("still-free/", own.still_free, name="still-free"),
    path("<int:pk>/pause/", own.pause, name="opening-pause"),
    path("<int:pk>/resume/", own.resume, name="opening-resume"),
    path("<int:pk>/still-free/", own.confirm, name="opening-confirm"),
    path("<int:pk>/filled/", own.fill, name="opening-fill"),
    path("<int:pk>/withdraw/", own.withdraw, name="opening-withdraw"),
    path("<int:pk>/open-again/", own.reopen, name="opening-reopen"),
]
