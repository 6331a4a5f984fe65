"""The ladder of evidence behind a skill: which step who may raise, and where a skill stands after it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User

from .fieldwise import touch
from .models import Evidence, EvidenceStep, Profile, ProfileSkill
from .policy import Role, role_of

# A declared skill is the person's own; the person describes it; the rest is vouched for by somebody who has seen it.
MAY_RAISE: dict[Evidence, frozenset[Role]] = {
    Evidence.DESCRIBED: frozenset({Role.PERSON, Role.COUNSELLOR}),
    Evidence.SUPPORTED: frozenset({Role.COUNSELLOR}),
    Evidence.CONFIRMED: frozenset({Role.COUNSELLOR}),
    Evidence.ASSESSED: frozenset({Role.COUNSELLOR}),
    Evidence.CERTIFIED: frozenset({Role.COUNSELLOR}),
}


class NotAllowed(Exception):
    """The deed is not for this user, or not from here; the message says why, in the reader's language."""


def may_raise(user: User, profile: Profile) -> list[Evidence]:
    """The steps that `user` may record for this person, lowest first."""
    role = role_of(user, profile)
    return [step for step, roles in MAY_RAISE.items() if role in roles]


@transaction.atomic
def raise_evidence(skill: ProfileSkill, step: Evidence, *, by: User, **told: object) -> EvidenceStep:
    """Record what stands behind a skill. Raises NotAllowed where `by` may not vouch for this step."""
    profile = Profile.objects.select_for_update().get(pk=skill.profile_id)
    if step not in may_raise(by, profile):
        raise NotAllowed(_("Only your counsellor can record this step, after seeing the paper or speaking with them."))
    made = EvidenceStep.objects.create(skill=skill, step=step, by=by, **told)
    _stand(skill, max(skill.evidence, step))
    touch(profile)
    audit.record("skill.evidence_raised", profile, by=by, skill=skill.skill_id, step=int(step))
    return made


@transaction.atomic
def take_back(step: EvidenceStep, *, by: User) -> None:
    """Remove one's own record of a step, or, as the person, any: the skill falls to what is left behind it."""
    skill = step.skill
    profile = Profile.objects.select_for_update().get(pk=skill.profile_id)
    if by.pk not in {step.by_id, profile.user_id}:
        raise NotAllowed(_("Only the person, or whoever recorded it, can take this back."))
    audit.record("skill.evidence_taken_back", profile, by=by, skill=skill.skill_id, step=step.step)
    step.delete()
    _stand(skill, max(skill.steps.values_list("step", flat=True), default=Evidence.DECLARED))
    touch(profile)


def _stand(skill: ProfileSkill, evidence: int) -> None:
    skill.evidence = evidence
    skill.save(update_fields=["evidence"])
