from django.urls import path

from . import officer_views as officer
from . import views

urlpatterns = [
    path("", officer.firms, name="firms"),
    path("new/", views.register, name="firm-register"),
    path("new/ask/", views.ask_to_join, name="firm-ask"),
    path("mine/", views.my_firm, name="my-firm"),
    path("join/<uuid:key>/", views.invitation, name="invitation"),
    path("<int:pk>/", views.firm, name="firm"),
    path("<int:pk>/edit/", views.edit, name="firm-edit"),
    path("<int:pk>/sites/new/", views.site_add, name="site-add"),
    path("<int:pk>/sites/<int:site>/", views.site, name="site"),
    path("<int:pk>/sites/<int:site>/remove/", views.site_remove, name="site-remove"),
    path("<int:pk>/members/", views.members, name="members"),
    path("<int:pk>/members/<int:member>/", views.member, name="member"),
    path("<int:pk>/members/<int:member>/remove/", views.member_remove, name="member-remove"),
    path("<int:pk>/invitations/<uuid:key>/withdraw/", views.invitation_withdraw, name="invitation-withdraw"),
    path("<int:pk>/verify/", officer.verify, name="firm-verify"),
    path("<int:pk>/suspend/", officer.suspend, name="firm-suspend"),
    path("<int:pk>/lift/", officer.lift, name="firm-lift"),
    path("<int:pk>/requests/<int:asked>/", officer.join_answer, name="join-answer"),
]
