"""Recognition of a paper or of experience: which step follows which, who may take it, and what it asks for."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from returnees.evidence import NotAllowed
from returnees.fieldwise import touch
from returnees.models import Experience, Profile, Qualification, RecognitionCase
from returnees.policy import Role, role_of

from .known import way

State = RecognitionCase.State
MOVES: dict[State, tuple[State, ...]] = {
    State.NOT_NEEDED: (State.ADVISED,),
    State.ADVISED: (State.PREPARING, State.NOT_NEEDED, State.ABANDONED),
    State.PREPARING: (State.SUBMITTED, State.NOT_NEEDED, State.ABANDONED),
    # The office may ask for more papers, and an answer may come without a word of the review.
    State.SUBMITTED: (
        State.UNDER_REVIEW,
        State.GRANTED,
        State.PARTIAL,
        State.REFUSED,
        State.PREPARING,
        State.ABANDONED,
    ),
    State.UNDER_REVIEW: (State.GRANTED, State.PARTIAL, State.REFUSED, State.PREPARING, State.ABANDONED),
    State.GRANTED: (State.EXPIRED,),
    State.PARTIAL: (State.PREPARING, State.EXPIRED, State.ABANDONED),
    State.REFUSED: (State.PREPARING, State.ABANDONED),
    State.EXPIRED: (State.PREPARING, State.ABANDONED),
    State.ABANDONED: (State.PREPARING,),
}
# A person prepares, hands in, tells the answer, and may stop: it is theirs. The rest is a counsellor's word.
OF_THE_PERSON = {
    State.PREPARING,
    State.SUBMITTED,
    State.GRANTED,
    State.PARTIAL,
    State.REFUSED,
    State.ABANDONED,
}
DECIDED = ("decided_on", "decision", "valid_until")
# What is told with a step; everything else stays as it is.
TOLD: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: ("submitted_on", "reference"),
    State.GRANTED: DECIDED,
    State.PARTIAL: DECIDED,
    State.REFUSED: ("decided_on", "decision"),
}


def may_take(user: User, case: RecognitionCase) -> list[State]:
    """The steps that `user` may take from here, in the order they are offered."""
    role = role_of(user, case.profile)
    steps = MOVES[State(case.state)]
    if role == Role.COUNSELLOR:
        return list(steps)
    return [step for step in steps if step in OF_THE_PERSON] if role == Role.PERSON else []


@transaction.atomic
def open_recognition(of: Qualification | Experience, *, by: User, kind: str = "", country: str = "") -> RecognitionCase:
    """Begin: a person prepares, a counsellor advises. Papers that are known to be asked for stand on the list.

    Gives back the case there is, if there is one.
    """
    profile = Profile.objects.select_for_update().get(pk=of.profile_id)
    side = "qualification" if isinstance(of, Qualification) else "experience"
    if there := RecognitionCase.objects.filter(**{side: of}).first():
        return there
    known = way(country, kind)
    case = RecognitionCase.objects.create(
        **{side: of},
        kind=kind,
        country=country,
        state=State.PREPARING if role_of(by, profile) == Role.PERSON else State.ADVISED,
        authority=known.authority if known else "",
        documents=[{"key": key, "there": False} for key in known.documents] if known else [],
    )
    touch(profile)
    audit.record("recognition.opened", profile, by=by, case=case.pk, state=case.state)
    return case


@transaction.atomic
def move_recognition(case: RecognitionCase, to: State, *, by: User, **told: object) -> RecognitionCase:
    """Take one step, with what is told of it (TOLD[to]).

    Raises NotAllowed, ValidationError where the step breaks a rule of the row, TypeError for what is not told with it.
    """
    profile = Profile.objects.select_for_update().get(pk=case.profile.pk)
    case = RecognitionCase.objects.select_for_update().get(pk=case.pk)
    if to not in MOVES[State(case.state)]:
        raise NotAllowed(
            _("From “%(here)s” there is no step to “%(there)s”.")
            % {"here": case.get_state_display(), "there": to.label}
        )
    if to not in may_take(by, case):
        raise NotAllowed(_("This step is for your counsellor to take."))
    if strange := set(told) - set(TOLD.get(to, ())):
        raise TypeError(f"{sorted(strange)} is not told with {to}")
    before, case.state = case.state, to
    for name, value in told.items():
        setattr(case, name, value)
    case.validate_constraints()
    case.save(update_fields=["state", *told])
    touch(profile)
    audit.record("recognition.moved", profile, by=by, case=case.pk, before=before, now=to)
    return case


@transaction.atomic
def add_document(case: RecognitionCase, name: str, *, by: User) -> None:
    """One more paper that the file needs, in the words of who adds it; once."""
    profile, case = _both(case)
    if name and name not in {row.get("name") for row in case.documents}:
        case.documents.append({"name": name, "there": False})
        case.save(update_fields=["documents"])
        touch(profile)
        audit.record("recognition.documents_changed", profile, by=by, case=case.pk)


@transaction.atomic
def tick_documents(case: RecognitionCase, changed: dict[str, bool], *, by: User) -> None:
    """Which papers are there now, by key or name; those not named stay as they are, so two devices can tick at once."""
    profile, case = _both(case)
    for row in case.documents:
        row["there"] = changed.get(called(row), row["there"])
    case.save(update_fields=["documents"])
    touch(profile)
    audit.record("recognition.documents_changed", profile, by=by, case=case.pk)


@transaction.atomic
def drop_document(case: RecognitionCase, which: str, *, by: User) -> None:
    profile, case = _both(case)
    case.documents = [row for row in case.documents if called(row) != which]
    case.save(update_fields=["documents"])
    touch(profile)
    audit.record("recognition.documents_changed", profile, by=by, case=case.pk)


def called(row: dict[str, object]) -> str:
    """What a document of the list answers to: the key of a known one, the name of another."""
    return str(row.get("key") or row.get("name"))


def expire_recognitions(today: date | None = None) -> int:
    """Mark what was granted and is valid no longer; how many. Twice on one day changes nothing the second time."""
    today = today or timezone.localdate()
    over = RecognitionCase.objects.filter(state__in=[State.GRANTED, State.PARTIAL], valid_until__lt=today)
    expired = 0
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic():
            case = over.select_for_update(of=("self",)).filter(pk=pk).first()
            if case is None:
                continue
            before, case.state = case.state, State.EXPIRED
            case.save(update_fields=["state"])
            audit.record("recognition.moved", case.profile, by=None, case=case.pk, before=before, now=State.EXPIRED)
            expired += 1
    return expired


def _both(case: RecognitionCase) -> tuple[Profile, RecognitionCase]:
    profile = Profile.objects.select_for_update().get(pk=case.profile.pk)
    return profile, RecognitionCase.objects.select_for_update().get(pk=case.pk)
