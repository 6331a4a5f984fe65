"""The passport as a document: a Verifiable Credential 2.0 of Open Badges 3.0, and back to plain values.

Each skill is a ResultDescription of one Achievement, with its place on the ladder of evidence as the Result; ESCO,
ISCO and CEFR keep their published addresses as alignments. Every node has an id, so that the canonical form is the
sorted N-Quads and nothing is lost on the way to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from .content import Content, Issue, Language, Named, Paper, Season, Skill, Wish, Work
from .proof import Shapes
from .status import LIST_LENGTH
from .terms import ABOUT, CONTEXT, CREDENTIALS, ISSUER, OPEN_BADGES, STATUS

Node = dict[str, Any]

FRAMEWORKS = {
    "esco": "European Skills, Competences, Qualifications and Occupations (ESCO)",
    "isco": "International Standard Classification of Occupations (ISCO-08)",
    "cefr": "Common European Framework of Reference for Languages (CEFR)",
}
CEFR_PAGE = "https://www.coe.int/lang-CEFR"
# All that a document of ours may hold, by the types of the node: what is not here would be shown without being signed.
_OCCUPATION: dict[str, type | list[type]] = {"name": str, "concept": str, "alignment": [dict]}
SHAPES: Shapes = {
    ("VerifiableCredential", "OpenBadgeCredential", "SkillsPassport"): {
        "name": str, "description": str, "inLanguage": str, "url": str, "issuer": dict, "validFrom": str,
        "validUntil": str, "credentialStatus": dict, "credentialSubject": dict,
    },
    ("Profile",): {"name": str},
    "BitstringStatusListEntry": {"statusPurpose": str, "statusListIndex": str, "statusListCredential": str},
    ("AchievementSubject",): {
        "identifier": [dict], "achievement": dict, "result": [dict], "workExperience": [dict], "languageSkill": [dict],
        "paper": [dict], "licence": [str], "season": [dict], "wish": dict,
    },
    "IdentityObject": {"hashed": bool, "identityHash": str, "identityType": str},
    ("Achievement",): {
        "achievementType": str, "name": str, "description": str, "criteria": dict, "resultDescription": [dict],
    },
    (): {"narrative": str},  # the criteria
    ("ResultDescription",): {**_OCCUPATION, "resultType": str},
    ("Result",): {"resultDescription": str, "value": str, "learned": str, "vouchedBy": str, "vouchedOn": str},
    ("Alignment",): {"targetName": str, "targetUrl": str, "targetFramework": str, "targetCode": str},
    ("WorkExperience",): {
        **_OCCUPATION, "title": str, "tasks": str, "tools": str, "teamSize": int, "duration": str, "country": str,
        "paid": bool,
    },
    ("LanguageSkill",): {
        "languageCode": str, "understood": str, "spoken": str, "read": str, "written": str, "alignment": [dict],
    },
    ("Paper",): {
        "name": str, "institution": str, "year": int, "isced": int, "country": str, "recognition": str,
        "authority": str,
    },
    ("Season",): {"name": str, "seasons": int, "country": str},
    ("Wish",): {
        "job": [dict], "hours": str, "availableFrom": str, "travelKm": int, "wouldMove": bool, "wage": int,
        "currency": str, "abroadAgain": str,
    },
    ("Occupation",): _OCCUPATION,
}  # fmt: skip


def build(issue: Issue, *, issuer_name: str, title: str, disclaimer: str) -> Node:
    """The document, not signed yet. `title` and `disclaimer` are in the language of the passport."""
    return _Building(issue).document(issuer_name, title, disclaimer)


class _Building:
    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self.id = f"urn:uuid:{issue.id}"

    def node(self, fragment: str, kind: str, **facts: Any) -> Node:
        """A node with an address of its own; what is empty is left out."""
        kept = {word: fact for word, fact in facts.items() if fact not in ("", None, [], ())}
        return {"id": f"{self.id}#{fragment}", "type": [kind], **kept}

    def document(self, issuer_name: str, title: str, disclaimer: str) -> Node:
        issue, base = self.issue, self.issue.base
        return {
            "@context": [CREDENTIALS, OPEN_BADGES, base + CONTEXT],
            "id": self.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential", "SkillsPassport"],
            "name": title,
            "description": disclaimer,
            "inLanguage": issue.language,
            "url": f"{base}/passport/{issue.code}/",
            "issuer": {"id": base + ISSUER, "type": ["Profile"], "name": issuer_name},
            "validFrom": issue.issued,
            "validUntil": f"{issue.expires.isoformat()}T23:59:59Z",
            "credentialStatus": self.status(),
            "credentialSubject": self.subject(title, disclaimer),
        }

    def status(self) -> Node:
        number, place = divmod(self.issue.index, LIST_LENGTH)
        address = f"{self.issue.base}{STATUS}{number}"
        return {
            "id": f"{address}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place),
            "statusListCredential": address,
        }

    def subject(self, title: str, disclaimer: str) -> Node:
        content = self.issue.content
        name = {
            "id": f"{self.id}#name",
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": content.name,
            "identityType": "name",
        }
        achievement = self.node(
            "achievement",
            "Achievement",
            achievementType="ext:SkillsPassport",
            name=title,
            description=disclaimer,
            criteria={"id": self.issue.base + ABOUT, "narrative": disclaimer},
            resultDescription=[self.described(n, skill) for n, skill in enumerate(content.skills, 1)],
        )
        return self.node(
            "holder",
            "AchievementSubject",
            identifier=[name] if content.name else [],
            achievement=achievement,
            result=[self.result(n, skill) for n, skill in enumerate(content.skills, 1)],
            workExperience=[self.work(n, work) for n, work in enumerate(content.works, 1)],
            languageSkill=[self.language(n, language) for n, language in enumerate(content.languages, 1)],
            paper=[self.paper(n, paper) for n, paper in enumerate(content.papers, 1)],
            licence=list(content.licences),
            season=[
                self.node(f"season-{n}", "Season", name=row.scheme, seasons=row.seasons, country=row.country)
                for n, row in enumerate(content.seasons, 1)
            ],
            wish=self.wish(content.wish),
        )

    def described(self, n: int, skill: Skill) -> Node:
        return self.node(
            f"skill-{n}",
            "ResultDescription",
            name=skill.what.name,
            resultType="ext:EvidenceLevel",
            concept=skill.what.concept,
            alignment=list(self.alignments(f"skill-{n}", skill.what)),
        )

    def result(self, n: int, skill: Skill) -> Node:
        return self.node(
            f"evidence-{n}",
            "Result",
            resultDescription=f"{self.id}#skill-{n}",
            value=skill.evidence,
            learned=skill.learned,
            vouchedBy=skill.vouched_by,
            vouchedOn=_iso(skill.vouched_on),
        )

    def alignments(self, of: str, what: Named) -> Iterator[Node]:
        if what.concept.startswith("http"):
            yield self.alignment(f"{of}-esco", "esco", what.name, what.concept)
        if what.isco:
            address = f"http://data.europa.eu/esco/isco/C{what.isco}"
            yield self.alignment(f"{of}-isco", "isco", what.isco, address, code=what.isco)

    def alignment(self, fragment: str, framework: str, name: str, address: str, code: str = "") -> Node:
        return self.node(
            fragment,
            "Alignment",
            targetName=name,
            targetUrl=address,
            targetFramework=FRAMEWORKS[framework],
            targetCode=code,
        )

    def work(self, n: int, work: Work) -> Node:
        return self.node(
            f"work-{n}",
            "WorkExperience",
            name=work.what.name,
            concept=work.what.concept,
            alignment=list(self.alignments(f"work-{n}", work.what)),
            title=work.title,
            tasks=work.tasks,
            tools=work.tools,
            teamSize=work.team,
            duration=work.duration,
            country=work.country,
            paid=work.paid,
        )

    def language(self, n: int, language: Language) -> Node:
        return self.node(
            f"language-{n}",
            "LanguageSkill",
            languageCode=language.code,
            understood=language.understood,
            spoken=language.spoken,
            read=language.read,
            written=language.written,
            alignment=[self.alignment(f"language-{n}-cefr", "cefr", "CEFR", CEFR_PAGE)],
        )

    def paper(self, n: int, paper: Paper) -> Node:
        return self.node(
            f"paper-{n}",
            "Paper",
            name=paper.title,
            institution=paper.institution,
            year=paper.year,
            isced=paper.isced,
            country=paper.country,
            recognition=paper.recognition,
            authority=paper.authority,
        )

    def wish(self, wish: Wish) -> Node | None:
        if wish == Wish():
            return None
        return self.node(
            "wish",
            "Wish",
            job=[self.job(n, job) for n, job in enumerate(wish.jobs, 1)],
            hours=wish.hours,
            availableFrom=_iso(wish.available_from),
            travelKm=wish.travel_km,
            wouldMove=wish.would_move or None,
            wage=wish.wage,
            currency=wish.currency,
            abroadAgain=wish.abroad_again,
        )

    def job(self, n: int, job: Named) -> Node:
        alignments = list(self.alignments(f"job-{n}", job))
        return self.node(f"job-{n}", "Occupation", name=job.name, concept=job.concept, alignment=alignments)


def read(document: Node) -> Issue:
    """What a document of ours says. Only for one whose signature holds: anything else may fail in any way."""
    subject = document["credentialSubject"]
    status = document["credentialStatus"]
    base = document["issuer"]["id"].removesuffix(ISSUER)
    number = int(status["statusListCredential"].removeprefix(base + STATUS))
    return Issue(
        id=document["id"].removeprefix("urn:uuid:"),
        code=document["url"].rstrip("/").rpartition("/")[2],
        base=base,
        language=document["inLanguage"],
        issued=document["validFrom"],
        expires=date.fromisoformat(document["validUntil"][:10]),
        index=number * LIST_LENGTH + int(status["statusListIndex"]),
        content=Content(
            name=next((row["identityHash"] for row in subject.get("identifier", ())), ""),
            skills=tuple(_skills(subject)),
            works=tuple(_work(node) for node in _in_order(subject, "workExperience")),
            languages=tuple(
                Language(node["languageCode"], node["understood"], node["spoken"], node["read"], node["written"])
                for node in _in_order(subject, "languageSkill")
            ),
            papers=tuple(_paper(node) for node in _in_order(subject, "paper")),
            licences=tuple(subject.get("licence", ())),
            seasons=tuple(
                Season(node["name"], node["seasons"], node.get("country", "")) for node in _in_order(subject, "season")
            ),
            wish=_wish(subject.get("wish")),
        ),
    )


def _in_order(node: Node, word: str) -> list[Node]:
    """The nodes under `word` as they were numbered: their order in the file is not signed, their numbers are."""
    return sorted(node.get(word, ()), key=lambda row: int(row["id"].rpartition("-")[2]))


def _skills(subject: Node) -> Iterator[Skill]:
    described = {node["id"]: node for node in subject["achievement"].get("resultDescription", ())}
    for node in _in_order(subject, "result"):
        yield Skill(
            _named(described[node["resultDescription"]]),
            node["value"],
            node.get("learned", ""),
            node.get("vouchedBy", ""),
            _date(node.get("vouchedOn")),
        )


def _named(node: Node) -> Named:
    isco = next((row["targetCode"] for row in node.get("alignment", ()) if "targetCode" in row), "")
    return Named(node["name"], node["concept"], isco)


def _work(node: Node) -> Work:
    return Work(
        _named(node),
        node.get("title", ""),
        node.get("tasks", ""),
        node.get("tools", ""),
        node.get("teamSize"),
        node.get("duration", ""),
        node.get("country", ""),
        node["paid"],
    )


def _paper(node: Node) -> Paper:
    return Paper(
        node["name"],
        node.get("institution", ""),
        node.get("year"),
        node.get("isced"),
        node.get("country", ""),
        node.get("recognition", ""),
        node.get("authority", ""),
    )


def _wish(node: Node | None) -> Wish:
    if node is None:
        return Wish()
    return Wish(
        tuple(_named(job) for job in _in_order(node, "job")),
        node.get("hours", ""),
        _date(node.get("availableFrom")),
        node.get("travelKm"),
        node.get("wouldMove", False),
        node.get("wage"),
        node.get("currency", ""),
        node.get("abroadAgain", ""),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
