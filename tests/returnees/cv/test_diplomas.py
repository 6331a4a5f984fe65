"""Diplomas as CVs name them."""

import pytest

from returnees.cv.diplomas import Diploma, diploma


@pytest.mark.parametrize(
    ("line", "title", "year", "isced"),
    [
        ("Licence en comptabilité et finance, Université de Fès, 2016", "Licence en comptabilité et finance", 2016, 6),
        ("2012-2014 : Technicien spécialisé en soudage, OFPPT Fès", "Technicien spécialisé en soudage", 2014, 5),
        ("2008 Baccalauréat sciences", "Baccalauréat sciences", 2008, 3),
        ("CAP cuisine", "CAP cuisine", None, 3),
        ("2019 : Doctorat en chimie", "Doctorat en chimie", 2019, 8),
        ("Certificat de soudeur EN ISO 9606-1, Brescia, 2020", "Certificat de soudeur EN ISO 9606-1", 2020, None),
        ("دبلوم تقني متخصص في الفندقة، 2015", "دبلوم تقني متخصص في الفندقة", 2015, 5),
        ("شهادة البكالوريا ٢٠١٢", "شهادة البكالوريا", 2012, 3),
        ("الإجازة في الاقتصاد 2014 جامعة محمد الخامس", "الإجازة في الاقتصاد جامعة محمد الخامس", 2014, 6),
        ("BSc Midwifery 2016. Somali mother tongue", "BSc Midwifery", 2016, 6),
        (
            "2017 – 2019 | Electrotechnical University, Master’s degree of Computer Engineering",
            "Master's degree of Computer Engineering",
            2019,
            7,
        ),
        ("MBA (Sales & Marketing)", "MBA", None, 7),
        (
            "Fifteen years of experience and a Master degree in engineering make me fit for it",
            "Master degree in engineering make me fit for it",
            None,
            7,
        ),
    ],
)
def test_a_diploma_is_read_from_its_line(line: str, title: str, year: int | None, isced: int | None) -> None:
    assert diploma(line) == Diploma(title, year, isced)


@pytest.mark.parametrize(
    "line",
    [
        "Permis B et C",
        "Driving licence",
        "Licence from the Ministry of Health",
        "Scrum Master",
        "Attestation de travail",
        "شهادة العمل",
        "bac +2",
        "Casablanca, ma ville",
        "",
    ],
)
def test_what_is_no_diploma_is_left_out(line: str) -> None:
    assert diploma(line) is None
