from django.urls import include, path

from . import claim_views, contest_views, edit_views, erase_views, views
from .papers import views as papers
from .passport import views as passport
from .rights import views as rights

urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:code>/cv/", include("returnees.cv.urls")),
    path("<slug:code>/edit/", edit_views.edit, name="edit"),
    path("<slug:code>/take-over/", edit_views.take_over, name="take-over"),
    path("<slug:code>/edit/conflicts/", edit_views.conflicts, name="conflicts"),
    path("<slug:code>/edit/conflicts/<uuid:pk>/", edit_views.settle, name="settle-conflict"),
    path("<slug:code>/edit/skills/<int:pk>/evidence/", edit_views.raise_evidence, name="raise-evidence"),
    path("<slug:code>/edit/evidence/<int:pk>/take-back/", edit_views.take_back_evidence, name="take-back-evidence"),
    path("<slug:code>/edit/<slug:name>/", edit_views.part, name="part"),
    path("<slug:code>/edit/<slug:name>/add/", edit_views.add, name="add"),
    path("<slug:code>/edit/<slug:name>/unsaid/", edit_views.unsaid, name="unsaid"),
    path("<slug:code>/edit/<slug:name>/<int:pk>/", edit_views.part, name="part"),
    path("<slug:code>/edit/<slug:name>/<int:pk>/remove/", edit_views.remove, name="remove"),
    path("", include("returnees.copies.urls")),
    path("<slug:code>/rights/", rights.rights, name="rights"),
    path("<slug:code>/rights/unsaid/", rights.rights_unsaid, name="rights-unsaid"),
    path("<slug:code>/rights/periods/add/", rights.period_add, name="period-add"),
    path("<slug:code>/rights/periods/<uuid:pk>/", rights.period, name="period"),
    path("<slug:code>/rights/periods/<uuid:pk>/remove/", rights.period_remove, name="period-remove"),
    path("<slug:code>/rights/steps/add/", rights.right_add, name="right-add"),
    path("<slug:code>/rights/steps/<int:pk>/", rights.right, name="right"),
    path("<slug:code>/rights/steps/<int:pk>/move/", rights.right_move, name="right-move"),
    path("<slug:code>/rights/steps/<int:pk>/remove/", rights.right_remove, name="right-remove"),
    path("<slug:code>/papers/", papers.papers, name="papers"),
    path("<slug:code>/papers/unsaid/", papers.papers_unsaid, name="papers-unsaid"),
    path("<slug:code>/papers/add/", papers.paper_add, name="paper-add"),
    path("<slug:code>/papers/school/", papers.school, name="school"),
    path("<slug:code>/papers/<int:pk>/", papers.paper, name="paper"),
    path("<slug:code>/papers/<int:pk>/remove/", papers.paper_remove, name="paper-remove"),
    path("<slug:code>/papers/<int:pk>/recognition/", papers.paper_recognition, name="paper-recognition"),
    path("<slug:code>/papers/work/<int:pk>/recognition/", papers.work_recognition, name="work-recognition"),
    path("<slug:code>/papers/recognition/<int:pk>/", papers.recognition, name="recognition"),
    path(
        "<slug:code>/papers/recognition/<int:pk>/documents/", papers.recognition_documents, name="recognition-documents"
    ),
    path("<slug:code>/papers/recognition/<int:pk>/move/<slug:to>/", papers.recognition_move, name="recognition-move"),
    path("<slug:code>/passport/", passport.passports, name="passports"),
    path("<slug:code>/passport/new/", passport.new, name="passport-new"),
    path("<slug:code>/passport/issue/", passport.issue, name="passport-issue"),
    path("<slug:code>/passport/<uuid:pk>/", passport.passport, name="passport"),
    path("<slug:code>/passport/<uuid:pk>/withdraw/", passport.withdraw, name="passport-withdraw"),
    path("<slug:code>/passport/<uuid:pk>/document/", passport.document, name="passport-document"),
    path("<slug:code>/passport/<uuid:pk>/<str:language>.pdf", passport.sheet, name="passport-sheet"),
    path("contests/", contest_views.contests, name="contests"),
    path("contests/<uuid:pk>/", contest_views.answer, name="answer-contest"),
    path("<slug:code>/contest/", contest_views.contest, name="contest"),
    path("<slug:code>/claim-code/", claim_views.claim_code, name="claim-code"),
    path("<slug:code>/claimed/", claim_views.claimed, name="claimed"),
    path("<slug:code>/erase/", erase_views.erase_page, name="erase"),
    path("<slug:code>/erase/for-good/", erase_views.erase_for_good, name="erase-for-good"),
]
