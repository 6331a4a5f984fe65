"""What can be done to a person's papers."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import User
from returnees.fieldwise import touch
from returnees.models import Profile, Qualification


@transaction.atomic
def add_paper(profile: Profile, title: str, country: str, *, by: User) -> Qualification:
    """A diploma or certificate, of which the rest is said field by field afterwards."""
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    paper = Qualification.objects.create(profile=profile, title=title, country=country)
    touch(profile)
    audit.record("profile.row_added", profile, by=by, row=f"returnees.qualification:{paper.pk}")
    return paper
