"""What a CV offers to a record: what is new as forms, what is there already by name; and the deed of keeping it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from accounts import audit
from accounts.models import User
from accounts.templatetags.house import language_name
from returnees import actions
from returnees.models import Band, Experience, Profile
from skills.folding import fold
from skills.models import Concept

from .forms import JobForm, PaperForm, SkillsForm, SpeechForm, band_of
from .proposals import Ability, Job, Paper, Proposals

KINDS = ("jobs", "skills", "languages", "papers")


@dataclass
class Offer:
    """The proposals that a record does not hold yet, as forms, and those it holds."""

    jobs: list[JobForm]
    skills: list[Ability]
    skills_form: SkillsForm
    languages: list[SpeechForm]
    papers: list[PaperForm]
    there: Proposals

    @classmethod
    def of(cls, told: Proposals, profile: Profile, language: str, data: QueryDict | None) -> Offer:
        """Over what was sent, or None: then nothing is ticked."""
        new, there = _apart(told, profile)
        return cls(
            jobs=[
                JobForm(data, prefix=f"job-{at}", job=job, language=language)
                for at, job in enumerate(told.jobs)
                if job in new.jobs
            ],
            skills=list(new.skills),
            skills_form=SkillsForm(data, known=[one.skill for one in new.skills]),
            languages=[
                SpeechForm(data, prefix=f"language-{at}", speech=one)
                for at, one in enumerate(told.languages)
                if one in new.languages
            ],
            papers=[
                PaperForm(data, prefix=f"paper-{at}", paper=one)
                for at, one in enumerate(told.papers)
                if one in new.papers
            ],
            there=there,
        )

    @property
    def forms(self) -> list[JobForm | SpeechForm | PaperForm]:
        return [*self.jobs, *self.languages, *self.papers]

    @property
    def ticked(self) -> set[int]:
        """The skills that are ticked."""
        form = self.skills_form
        return set(form.cleaned_data["skill"]) if form.is_bound and form.is_valid() else set()

    def without_complaints(self) -> Offer:
        """For whoever has not sent it yet."""
        for form in self.forms:
            form.errors.clear()
        return self

    @property
    def any_ticked(self) -> bool:
        return bool(self.ticked) or any(form.kept for form in self.forms)

    def is_valid(self) -> bool:
        return not self.faulty

    @property
    def faulty(self) -> list[JobForm | SpeechForm | PaperForm]:
        return [form for form in self.forms if form.is_bound and form.errors]


def ticked_all(data: QueryDict, offer: Offer, kind: str) -> QueryDict:
    """The form as it was sent, with everything of one kind ticked."""
    data = data.copy()
    if kind == "skills":
        data.setlist("skill", [str(one.skill) for one in offer.skills])
    for form in getattr(offer, kind) if kind != "skills" else []:
        data[form.add_prefix("keep")] = "on"
    return data


@dataclass(frozen=True)
class Kept:
    """What was added to a record, and what was left, in the words of the page that offered it."""

    jobs: list[str]
    skills: list[str]
    languages: list[str]
    papers: list[str]
    left: list[str]


@transaction.atomic
def keep(offer: Offer, profile: Profile, *, by: User) -> Kept:
    """Adds what is ticked, and nothing else. The log learns how many of each."""
    left = []
    jobs, languages, papers = [], [], []
    for job in offer.jobs:
        if job.kept:
            row = actions.add_experience(profile, job.cleaned_data["concept"], by=by, **job.facts())
            jobs.append(str(row.occupation))
        else:
            left.append(job.job.name or job.job.title)
    ticked = offer.ticked
    actions.add_skills(profile, Concept.objects.filter(kind=Concept.Kind.SKILL, pk__in=ticked), by=by)
    skills = [one.name for one in offer.skills if one.skill in ticked]
    left += [one.name for one in offer.skills if one.skill not in ticked]
    for speech in offer.languages:
        if speech.kept:
            level = speech.cleaned_data["level"]
            abilities = dict.fromkeys(("understood", "spoken", "read", "written"), level)
            actions.add_language(profile, speech.speech.language, by=by, **abilities)
            languages.append(language_name(speech.speech.language))
        else:
            left.append(language_name(speech.speech.language))
    for paper in offer.papers:
        if paper.kept:
            asked = paper.cleaned_data
            facts = {name: asked[name] for name in ("title", "year", "isced", "country")}
            papers.append(actions.add_qualification(profile, by=by, **facts).title)
        else:
            left.append(paper.paper.title)
    kept = Kept(jobs, skills, languages, papers, left)
    audit.record(
        "profile.cv_kept", profile, by=by, left=len(left), **{kind: len(getattr(kept, kind)) for kind in KINDS}
    )
    return kept


def _apart(told: Proposals, profile: Profile) -> tuple[Proposals, Proposals]:
    """What a record does not hold, and what it does."""
    done = list(profile.experiences.all())
    skills = set(profile.skills.values_list("skill_id", flat=True))
    spoken = set(profile.languages.values_list("language", flat=True))
    papers = [(fold(title), year) for title, year in profile.qualifications.values_list("title", "year")]

    def jobs(there: bool) -> tuple[Job, ...]:
        return tuple(job for job in told.jobs if any(_same_job(job, one) for one in done) is there)

    def diplomas(there: bool) -> tuple[Paper, ...]:
        return tuple(one for one in told.papers if any(_same_paper(one, *other) for other in papers) is there)

    new, old = (
        Proposals(
            jobs(there),
            tuple(one for one in told.skills if (one.skill in skills) is there),
            tuple(one for one in told.languages if (one.language in spoken) is there),
            diplomas(there),
        )
        for there in (False, True)
    )
    return new, old


def _same_job(job: Job, done: Experience) -> bool:
    """The same occupation, or the same words for it, and nothing that says otherwise: year, country or length."""
    called = job.occupation == done.occupation_id if job.occupation else fold(job.title) == fold(done.title)
    if not called or (job.country and done.country and job.country != done.country):
        return False
    if job.first_year and done.start_year:
        return job.first_year == done.start_year
    long = done.band if done.band != Band.UNSAID else ""
    band = long or band_of(done.months)
    return not band or job.months is None or band == band_of(job.months)


def _same_paper(paper: Paper, title: str, year: int | None) -> bool:
    return fold(paper.title) == title and (not year or not paper.year or year == paper.year)
