"""Lists of people enter an edition: what is wrong returns with its cell, and once is enough."""

import io
import itertools
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from sqlalchemy import func, select

from courses.learning.models import Enrolment, Extension, Roster
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.apply_roster import apply_roster
from courses.learning.services.find_for_change import EVERYTHING
from courses.learning.services.plan_roster import plan_roster
from courses.learning.services.read_roster_file import read_pasted, read_roster_file
from courses.learning.services.save_roster import save_roster
from lms.accounts.models import Gender, Person
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.errors import ConflictError, DomainError
from lms.core.events.models import OutboxEvent
from tests.factories.learning import make_course, make_edition, make_enrolment, make_organization
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements

HEAD = "Carnet;Nombres;Primer apellido;Segundo apellido;Celular;Municipio"


def lines(first: int, count: int) -> list[str]:
    return [
        f"{4_900_000 + n};Ana María;Quispe{'abcdefghij'[n % 10]};Mamani;7123456{n % 10};Trinidad"
        for n in range(first, first + count)
    ]


def try_and_apply(session, edition, listed, waiver=None):
    roster_id = save_roster(
        session, SYSTEM, edition.id, name="lista", listed=listed, waiver_reason=waiver
    )
    roster = apply_roster(session, SYSTEM, EVERYTHING, edition.id, roster_id)
    session.commit()
    return session.get_one(Roster, roster.id)


def enrolled(session, edition) -> int:
    return session.scalar(
        select(func.count()).select_from(Enrolment).where(Enrolment.edition_id == edition.id)
    )


def test_of_forty_rows_with_three_bad_thirty_seven_enter_and_three_return(session):
    make_organization(session)
    edition = make_edition(session)
    rows = [
        *lines(0, 37),
        "abc;Rosa;Choque;;;Trinidad",
        "4950001;;Choque;;;Trinidad",
        "4950002;Rosa;Choque;;12;Villa Inventada",
    ]
    listed = read_pasted("\n".join([HEAD, *rows]))

    roster = try_and_apply(session, edition, listed)

    assert roster.enrolled_count == 37
    assert enrolled(session, edition) == 37
    cells = [[cell for cell, _reason in row["problems"]] for row in roster.rows]
    assert cells == [["A39"], ["B40"], ["F41"]]
    assert "4912345-1A" in roster.rows[0]["problems"][0][1]
    assert "Villa Inventada" in roster.rows[2]["problems"][0][1]


def listed_with(*genders: str):
    head = "Carnet;Nombres;Primer apellido;Género"
    rows = [f"{4_900_100 + n};Ana;Quispe;{one}" for n, one in enumerate(genders)]
    return read_pasted("\n".join([head, *rows]))


@pytest.mark.parametrize(
    ("genders", "expected"),
    [
        (("H", "M", "varón"), [Gender.MAN, Gender.WOMAN, Gender.MAN]),
        (("F", "M", ""), [Gender.WOMAN, Gender.MAN, None]),
    ],
)
def test_an_m_is_read_by_the_letters_beside_it(session, genders, expected):
    edition = make_edition(session)

    roster = try_and_apply(session, edition, listed_with(*genders))

    assert roster.rows == []
    people = session.scalars(select(Person).order_by(Person.document_number))
    assert [person.gender for person in people] == expected


def test_an_m_alone_returns_and_says_what_to_write(session):
    edition = make_edition(session)

    roster = try_and_apply(session, edition, listed_with("M", "mujer"))

    assert roster.enrolled_count == 1
    ((cell, reason),) = roster.rows[0]["problems"]
    assert cell == "D2"
    assert "Escriba mujer u hombre, o F o H" in reason


def test_second_upload_changes_nothing(session):
    make_organization(session)
    edition = make_edition(session)
    listed = read_pasted("\n".join([HEAD, *lines(0, 5)]))
    try_and_apply(session, edition, listed)
    events = session.scalar(select(func.count()).select_from(OutboxEvent))

    roster = try_and_apply(session, edition, listed)

    assert (roster.enrolled_count, roster.known_count, roster.rows) == (0, 5, [])
    assert enrolled(session, edition) == 5
    assert session.scalar(select(func.count()).select_from(Person)) == 5
    assert session.scalar(select(func.count()).select_from(OutboxEvent)) == events


def test_applying_a_list_twice_is_applying_it_once(session):
    make_organization(session)
    edition = make_edition(session)
    listed = read_pasted("\n".join([HEAD, *lines(0, 2)]))
    roster = try_and_apply(session, edition, listed)

    again = apply_roster(session, SYSTEM, EVERYTHING, edition.id, roster.id)

    assert again.enrolled_count == 2
    assert enrolled(session, edition) == 2


def test_every_enrolment_is_told(session):
    make_organization(session)
    edition = make_edition(session)

    try_and_apply(session, edition, read_pasted("\n".join([HEAD, *lines(0, 3)])))

    names = session.scalars(select(OutboxEvent.name)).all()
    assert names == ["ParticipantEnrolled"] * 3


def test_carnet_twice_in_the_list_returns_the_second(session):
    edition = make_edition(session)
    listed = read_pasted(
        "carnet,nombres,apellido paterno\n4912345-1A LP,Ana,Quispe\n4.912.345 1a,ANA,QUISPE"
    )

    plan = plan_roster(session, _row(session, edition), listed)

    assert len(plan.entering) == 1
    assert [(r.row.number, r.problems[0].cell) for r in plan.refused] == [(3, "A3")]
    assert "fila 2" in plan.refused[0].problems[0].reason


def test_one_carnet_with_two_names_returns_both(session):
    edition = make_edition(session)
    listed = read_pasted(
        "carnet;nombres;apellido paterno\n4912345;Ana;Quispe\n4912345;Pedro;Choque"
    )

    plan = plan_roster(session, _row(session, edition), listed)

    assert plan.entering == ()
    assert [r.row.number for r in plan.refused] == [2, 3]
    assert all("dos veces" in r.problems[-1].reason for r in plan.refused)


def test_carnet_of_somebody_else_returns(session):
    make_person(session, document_number="4912345", given_names="Ana", first_surname="Quispe")
    edition = make_edition(session)
    listed = read_pasted("carnet;nombres;apellido paterno\n4912345;Pedro;Choque")

    plan = plan_roster(session, _row(session, edition), listed)

    assert "otro nombre: Ana Quispe Mamani" in plan.refused[0].problems[0].reason


def test_known_person_keeps_the_record(session):
    person = make_person(session, document_number="4912345", phone="+59170000001")
    edition = make_edition(session)
    listed = read_pasted("carnet;nombres;apellido paterno;celular\n4912345;ANA;QUISPE;71234567")

    try_and_apply(session, edition, listed)

    assert session.get_one(Person, person.id).phone == "+59170000001"
    assert enrolled(session, edition) == 1


def test_windows_letters_are_read(session):
    edition = make_edition(session)
    content = "Carnet;Nombres;Primer apellido\n4912345;Íñigo;Ñáñez".encode("cp1252")

    plan = plan_roster(session, _row(session, edition), read_roster_file(content))

    assert plan.entering[0].name == "Íñigo Ñáñez"


def test_workbook_numbers_and_dates_are_read_and_formulas_return(session):
    edition = make_edition(session)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Lista de la alcaldía"])
    sheet.append(["CI", "Nombre", "Paterno", "Plazo propio"])
    sheet.append([4912345, "Ana", "Quispe", 46543])
    sheet.append([4912346.0, "Rosa", "Choque", datetime(2027, 6, 5)])
    sheet.append([4912347, '=CONCATENATE("A","B")', "Choque", "7/6/2027"])
    sheet.append([4912348, "Eva", "Choque", "31/02/2027"])
    sheet.append([4912349, "Sol", "Choque", "31/12/9999"])
    stored = io.BytesIO()
    book.save(stored)

    roster = try_and_apply(session, edition, read_roster_file(stored.getvalue()))

    assert roster.enrolled_count == 2
    untils = session.scalars(select(Extension.until).order_by(Extension.until)).all()
    assert untils == [date(2027, 6, 5), date(2027, 6, 5)]
    problems = [row["problems"] for row in roster.rows]
    assert [p[0][0] for p in problems] == ["B5", "D6", "D7"]
    assert "entre 1900 y 2200" in problems[2][0][1]
    assert "fórmula" in problems[0][0][1]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_type"),
        (b"PK\x03\x04nothing", "file_type"),
        (b"Nombres;Primer apellido\nAna;Quispe", "roster_columns"),
        (b"Carnet;Nombres;Primer apellido\n", "roster_empty"),
    ],
)
def test_what_is_no_list_is_refused(content, code):
    with pytest.raises(DomainError) as refusal:
        read_roster_file(content)

    assert refusal.value.code == code


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise("abcdefghij"))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)
UNFOLDS = SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>')
FAR_BELOW = SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (BOMB + UNFOLDS, "file_broken"),
        (OUTSIDE + UNFOLDS, "file_broken"),
        ("<worksheet", "file_broken"),
        (FAR_BELOW, "roster_too_long"),
    ],
    ids=["bomb", "file of the server", "broken", "a cell far below"],
)
def test_a_hostile_workbook_is_refused_with_words(sheet, code):
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    hostile = io.BytesIO()
    with zipfile.ZipFile(book) as plain, zipfile.ZipFile(hostile, "w") as changed:
        for name in plain.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            changed.writestr(name, sheet if is_sheet else plain.read(name))

    with pytest.raises(DomainError) as refusal:
        read_roster_file(hostile.getvalue())

    assert refusal.value.code == code


def test_rows_without_headings_are_read_in_the_order_of_the_template(session):
    edition = make_edition(session)

    plan = plan_roster(
        session, _row(session, edition), read_pasted("4912345\tAna\tQuispe\tMamani\n")
    )

    assert plan.entering[0].name == "Ana Quispe Mamani"


def test_seats_admit_the_first_and_name_the_place_of_the_others(session):
    make_organization(session)
    edition = make_edition(session, seats=3)
    make_enrolment(session, edition, make_person(session).id)

    roster = try_and_apply(session, edition, read_pasted("\n".join([HEAD, *lines(0, 4)])))

    assert roster.enrolled_count == 2
    assert [row["problems"][0][1][-2:] for row in roster.rows] == ["1.", "2."]


def test_course_before_is_asked_for_unless_there_is_a_reason(session):
    base = make_course(session, title="Bases")
    edition = make_edition(session, make_course(session, after=base.id))
    listed = read_pasted("4912345;Ana;Quispe")

    refused = try_and_apply(session, edition, listed)
    waived = try_and_apply(session, edition, listed, waiver="Lo aprobó en 2017.")

    assert (refused.enrolled_count, waived.enrolled_count) == (0, 1)
    assert "«Bases»" in refused.rows[0]["problems"][0][1]


def test_who_passed_the_course_before_enters(session):
    base = make_course(session)
    person = make_person(session, document_number="4912345")
    make_enrolment(session, make_edition(session, base), person.id, state=EnrolmentState.PASSED)
    edition = make_edition(session, make_course(session, after=base.id))

    roster = try_and_apply(session, edition, read_pasted("4912345;Ana;Quispe"))

    assert roster.enrolled_count == 1


def test_who_left_is_not_brought_back_by_a_list(session):
    person = make_person(session, document_number="4912345")
    edition = make_edition(session)
    make_enrolment(session, edition, person.id, state=EnrolmentState.WITHDRAWN)

    roster = try_and_apply(session, edition, read_pasted("4912345;Ana;Quispe"))

    assert roster.enrolled_count == 0
    assert "Reincorporar" in roster.rows[0]["problems"][0][1]


def test_closed_edition_admits_nobody(session):
    edition = make_edition(session, state=EditionState.CLOSED)

    with pytest.raises(ConflictError):
        try_and_apply(session, edition, read_pasted("4912345;Ana;Quispe"))


def test_entity_of_a_known_person_counts_when_the_list_names_none(session):
    town = make_organization(session)
    make_person(session, document_number="4912345", organization_id=town)
    edition = make_edition(session)

    try_and_apply(session, edition, read_pasted("4912345;Ana;Quispe"))

    assert session.scalar(select(Enrolment.organization_id)) == town


def _row(session, edition):
    from courses.learning.models import Edition

    return session.get_one(Edition, edition.id)


def test_long_lists_enter_set_by_set(session):
    make_organization(session)
    edition = make_edition(session)
    listed = read_pasted("\n".join([HEAD, *lines(0, 3000)]))
    roster_id = save_roster(
        session, SYSTEM, edition.id, name="lista", listed=listed, waiver_reason=None
    )
    session.commit()

    with counted_statements(db.engine) as statements:
        apply_roster(session, SYSTEM, EVERYTHING, edition.id, roster_id)
        session.commit()

    assert enrolled(session, edition) == 3000
    # One by one they would be 12,000 statements and more.
    assert len(statements) < 120, len(statements)
