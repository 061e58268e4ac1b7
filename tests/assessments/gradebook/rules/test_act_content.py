"""Does an act survive its storage, and does it know whom it must correct?"""

import json
from datetime import date

from assessments.gradebook.rules.act_content import (
    ActContent,
    ActIssuer,
    ActRow,
    changed_rows,
    from_stored,
    standing_rows,
    to_stored,
)
from assessments.gradebook.rules.numbering import act_number


def a_row(enrolment_id="e1", **over):
    values = {
        "enrolment_id": enrolment_id,
        "person_name": "Ñusta Quispe, Ana",
        "document_id": "4823417 LP",
        "municipality": "Trinidad",
        "mark_percent": 80,
        "state": "passed",
        "state_word": "aprobada",
    }
    return ActRow(**(values | over))


def an_act(*rows, **over):
    values = {
        "number": "UGM-AN-2027-0001",
        "rectifies": None,
        "reason": "",
        "issuer": ActIssuer(code="UGM", name="Unidad", unit="", city="La Paz"),
        "course_title": "Bases",
        "edition": "Edición 1",
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 4, 30),
        "issued_on": date(2027, 5, 2),
        "made_by": "Rosa",
        "weights": (("Tarea 1", 60), ("Prueba final", 40)),
        "rows": rows,
    }
    return ActContent(**(values | over))


def test_act_comes_back_as_it_was_stored():
    act = an_act(a_row(), a_row("e2", mark_percent=None))

    assert from_stored(json.loads(json.dumps(to_stored(act)))) == act


def test_newest_act_has_the_word():
    first = an_act(a_row("e1"), a_row("e2"))
    second = an_act(a_row("e1", mark_percent=50, state="failed"))

    standing = standing_rows([first, second])

    assert (standing["e1"].mark_percent, standing["e2"].mark_percent) == (50, 80)


def test_only_changed_people_are_named_with_what_was_said_before():
    standing = standing_rows([an_act(a_row("e1"), a_row("e2"), a_row("e3"))])
    now = [
        a_row("e1"),
        a_row("e2", mark_percent=81),
        a_row("e3", state="failed", state_word="no aprobada"),
        a_row("e4"),
    ]

    found = changed_rows(standing, now)

    assert [(r.enrolment_id, r.previous_mark_percent, r.previous_state_word) for r in found] == [
        ("e2", 80, "aprobada"),
        ("e3", 80, "aprobada"),
        ("e4", None, ""),
    ]


def test_a_named_person_comes_even_when_the_final_mark_is_the_same():
    standing = standing_rows([an_act(a_row("e1"))])

    assert len(changed_rows(standing, [a_row("e1")], always=["e1"])) == 1


def test_number_of_an_act():
    assert act_number("UGM", 2027, 12) == "UGM-AN-2027-0012"
