"""What stands in people's own records beside their work: evidence behind skills, periods of insurance, rights."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from returnees.models import Evidence, EvidenceStep, ProfileSkill, RightsCase, SocialPeriod

from .employers import moment
from .people import Person

# What a counsellor wrote down at each step, and who vouches for it.
TOLD = {
    Evidence.DESCRIBED: ("Exemple raconté pendant l'entretien", ""),
    Evidence.SUPPORTED: ("Attestation de travail vue, aucune copie gardée", ""),
    Evidence.CONFIRMED: ("Confirmé au téléphone par l'ancien chef d'équipe", "Chef d'équipe (démo)"),
    Evidence.ASSESSED: ("Essai pratique d'une demi-journée", "Centre d'évaluation (démo)"),
    Evidence.CERTIFIED: ("Certificat vu, aucune copie gardée", "Organisme de formation (démo)"),
}


def evidence(today: date) -> None:
    """The step behind every skill that is more than declared, by the person's counsellor; one statement each."""
    steps, skills = EvidenceStep._meta.db_table, ProfileSkill._meta.db_table
    day = moment(today - timedelta(days=60))
    with connection.cursor() as cursor:
        for step, (told, whose) in TOLD.items():
            cursor.execute(
                f"INSERT INTO {steps} (skill_id, step, by_id, at, told, vouched_by)"  # noqa: S608 (names of our tables)
                f" SELECT s.id, s.evidence, p.counsellor_id, %s, %s, %s FROM {skills} s"
                " JOIN returnees_profile p ON p.id = s.profile_id WHERE s.evidence = %s",
                [connection.ops.adapt_datetimefield_value(day), told, whose, int(step)],
            )


def insurance(today: date, told: dict[str, Person]) -> None:
    """Fatna's six seasons and Omar's twenty years, and what is being done about them."""
    fatna, omar = told["Fatna"].profile_id, told["Omar"].profile_id
    for season in range(6, 0, -1):
        year = today.year - season
        SocialPeriod(
            profile_id=fatna, country="ES", regime="Régimen agrario", branch="pension", starts_on=date(year, 2, 1),
            ends_on=date(year, 5, 31), evidence="card" if season > 2 else "", totalisable="yes",
            source="Convention Maroc–Espagne de 1979",
        ).save()  # fmt: skip
    for branch in ("pension", "health"):
        SocialPeriod(
            profile_id=omar, country="FR", regime="Régime général", branch=branch,
            starts_on=date(today.year - 21, 3, 1),
            ends_on=date(today.year - 1, 2, 28), number="1 00 00 00 000 000 00", evidence="statement",
            totalisable="yes", source="Convention Maroc–France de 2007",
        ).save()  # fmt: skip
    RightsCase.objects.create(
        profile_id=omar, country="FR", right="Retraite française", convention="Convention Maroc–France de 2007",
        office="CNSS, agence de Khouribga", state="documents", next_action="Demander le relevé de carrière",
        remind_on=today + timedelta(days=20),
    )  # fmt: skip
    RightsCase.objects.create(
        profile_id=fatna, country="ES", right="Totalisation des saisons", office="CNSS, agence de Sidi Kacem",
        convention="Convention Maroc–Espagne de 1979", state="informed", next_action="Demander la vida laboral",
    )  # fmt: skip
