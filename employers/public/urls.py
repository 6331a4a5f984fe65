from django.urls import path

from . import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("feeds/<int:pk>/jobs.atom", views.feed_atom, name="feed-atom"),
    path("feeds/<int:pk>/jobs.json", views.feed_json, name="feed-json"),
    path("embed/<int:pk>/", views.embed, name="embed"),
]
