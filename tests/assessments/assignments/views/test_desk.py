"""The grading desk: queue, save and next, two trainers, files in a frame, publishing, archive."""

import io
import zipfile
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from assessments.assignments.models import Grade, Likeness, Submission, SubmissionFile
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.compare_version import run_comparison
from courses.learning.models import Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.ids import new_id
from tests.factories.assignments import (
    WHOLE,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
    upload,
    write,
)
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_person, make_staff, sign_in
from tests.support.statements import counted_statements

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"
LONG = " ".join(f"palabra{n}" for n in range(120))


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


def _docx(body: str, extra: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture
def world(session):
    return make_world(session, people=3)


@pytest.fixture
def trainer(session, world):
    return make_staff(
        session,
        Role.TRAINER,
        scope=Scope.EDITION,
        scope_id=world.edition_id,
        given_names="Rosa",
        first_surname="Choque",
    )


@pytest.fixture
def desk(client, trainer):
    return sign_in(client, trainer.id)


def _html(response):
    return response.get_data(as_text=True)


def _text(response):
    return visible_text(parse(_html(response)))


def _inputs(response):
    tree = parse(_html(response))
    names = ("csrf_token", "version", "lock")
    return {
        node.get("name"): node.get("value")
        for form in tree.iter("form")
        if form.get("data-rubric") is not None
        for node in form.iter("input")
        if node.get("name") in names
    }


def _levels(levels=None):
    return {
        f"criterio-{code}": level for code, level in (WHOLE if levels is None else levels).items()
    }


def _save(desk, submission_id, seen, levels=None, **values):
    data = _inputs(seen) | _levels(levels) | {"comment": "", "action": "next"} | values
    return desk.post(f"/calificar/{submission_id}", data=data)


def _csrf(desk):
    return _inputs(desk)["csrf_token"]


def test_queue_shows_the_oldest_first_with_its_age_and_how_many_wait(desk, world):
    with clock.frozen_at(clock.now() - timedelta(days=6)):
        send(world.people[0])
    send(world.people[1])
    write(world.people[2])

    page = desk.get("/calificar")

    words = _text(page)
    assert "Por calificar: 2" in words
    assert words.index("Espera desde hace 6 días") < words.index("Llegó hoy")


def test_filters_narrow_the_queue(desk, world):
    grade(send(world.people[0]))
    send(world.people[1])

    assert "Por calificar: 1" in _text(desk.get("/calificar"))
    assert "1 entrega" in _text(desk.get("/calificar?estado=graded"))
    assert "Ninguna entrega" in _text(desk.get(f"/calificar?municipio={new_id()}"))
    assert "Por calificar: 1" in _text(
        desk.get(
            f"/calificar?edicion={world.edition_id}&tarea={world.activity_id}&municipio={world.organization_id}"
        )
    )
    assert desk.get("/calificar?edicion=nada&estado=draft&pagina=x").status_code == 200


def _set_states(session, world, edition_state, *states):
    edition = session.get_one(Edition, world.edition_id)
    edition.state = edition_state
    edition.closed_at = clock.now() if edition_state is EditionState.CLOSED else None
    for person, state in zip(world.people, states, strict=True):
        session.get_one(Enrolment, person.enrolment_id).state = state
    session.commit()


@pytest.mark.parametrize(
    ("edition", "others", "shown"),
    [
        (EditionState.OPEN, (EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT), 1),
        (EditionState.OPEN, (EnrolmentState.IN_PROGRESS, EnrolmentState.FAILED), 3),
        (EditionState.CLOSED, (EnrolmentState.FAILED, EnrolmentState.WITHDRAWN), 1),
        (EditionState.CLOSED, (EnrolmentState.FAILED, EnrolmentState.RECOVERY), 2),
    ],
)
def test_queue_leaves_out_what_can_no_longer_be_graded_unless_its_edition_is_chosen(
    desk, world, session, edition, others, shown
):
    older, other, newest = (send(person) for person in world.people)
    _set_states(session, world, edition, others[0], others[1], EnrolmentState.RECOVERY)

    everything = desk.get("/calificar")
    chosen = desk.get(f"/calificar?edicion={world.edition_id}")

    assert f"Por calificar: {shown}" in _text(everything)
    assert f"/calificar/{newest}" in _html(everything)
    assert [f"/calificar/{key}" in _html(everything) for key in (older, other)].count(True) == (
        shown - 1
    )
    assert "Por calificar: 3" in _text(chosen)
    assert f"/calificar/{older}" in _html(chosen)


def test_the_next_one_is_never_one_that_nobody_may_grade(desk, world, session):
    first, _gone, third = (send(person) for person in world.people)
    working = EnrolmentState.IN_PROGRESS
    _set_states(session, world, EditionState.OPEN, working, EnrolmentState.WITHDRAWN, working)

    saved = _save(desk, first, desk.get(f"/calificar/{first}"))

    assert saved.location == f"/calificar/{third}"


def test_published_works_of_closed_editions_are_still_found(desk, world, session):
    submission_id = send(world.people[0])
    grade(submission_id)
    publish(submission_id)
    _set_states(session, world, EditionState.CLOSED, *[EnrolmentState.FAILED] * 3)

    assert f"/calificar/{submission_id}" in _html(desk.get("/calificar?estado=published"))


def test_save_and_next_goes_through_the_queue_and_ends_at_it(desk, world, session):
    first, second = send(world.people[0]), send(world.people[1])

    one = _save(desk, first, desk.get(f"/calificar/{first}"))
    two = _save(desk, second, desk.get(one.location))

    assert one.location == f"/calificar/{second}"
    assert two.location == "/calificar"
    states = set(session.scalars(select(Submission.state)))
    assert states == {SubmissionState.GRADED}


def test_half_a_rubric_is_kept_and_pointed_at(desk, world, session):
    submission_id = send(world.people[0])

    answer = _save(
        desk,
        submission_id,
        desk.get(f"/calificar/{submission_id}"),
        {"c1": 2},
        comment="Falta ver.",
    )

    assert answer.status_code == 422
    assert "Elija un nivel" in _text(answer)
    row = session.scalars(select(Grade)).one()
    assert (row.levels, row.comment) == ({"c1": 2}, "Falta ver.")


def test_for_later_keeps_a_draft_and_goes_on(desk, world, session):
    first, second = send(world.people[0]), send(world.people[1])

    answer = _save(desk, first, desk.get(f"/calificar/{first}"), {"c1": 2}, action="later")

    assert answer.location == f"/calificar/{second}"
    assert session.scalars(select(Grade.levels)).one() == {"c1": 2}
    assert "Con borrador" in _text(desk.get("/calificar"))


def test_autosave_keeps_the_draft_through_a_power_cut(desk, world):
    submission_id = send(world.people[0])
    seen = desk.get(f"/calificar/{submission_id}")

    saved = desk.post(
        f"/calificar/{submission_id}/borrador",
        data=_inputs(seen) | _levels({"c2": 3}) | {"comment": "Bien."},
    )

    assert saved.json["lock"] == 1
    again = _html(desk.get(f"/calificar/{submission_id}"))
    assert "Bien." in again
    assert 'value="3" data-points="35" checked' in again


def test_two_trainers_both_grades_are_shown_and_none_is_lost(client, desk, app, world, session):
    submission_id = send(world.people[0])
    mine = desk.get(f"/calificar/{submission_id}")
    other = make_staff(
        session, Role.TRAINER, scope=Scope.EDITION, scope_id=world.edition_id, given_names="Julio"
    )
    theirs = sign_in(app.test_client(), other.id)
    _save(theirs, submission_id, theirs.get(f"/calificar/{submission_id}"), comment="De Julio.")

    conflict = _save(desk, submission_id, mine, {"c1": 0, "c2": 1, "c3": 1}, comment="De Rosa.")
    autosave = desk.post(
        f"/calificar/{submission_id}/borrador", data=_inputs(mine) | _levels({"c1": 0})
    )

    assert conflict.status_code == 409
    assert "Julio" in _text(conflict)
    assert "De Julio." in _html(conflict)
    assert "De Rosa." in _html(conflict)
    assert (autosave.status_code, autosave.json["code"]) == (409, "grade_changed")
    kept = _save(desk, submission_id, conflict, {"c1": 0, "c2": 1, "c3": 1}, comment="De Rosa.")
    assert kept.status_code == 303
    assert session.scalars(select(Grade.comment)).one() == "De Rosa."


def test_total_by_hand_asks_for_its_reason_beside_the_field(desk, world):
    submission_id = send(world.people[0])

    answer = _save(
        desk, submission_id, desk.get(f"/calificar/{submission_id}"), override_percent="90"
    )

    assert answer.status_code == 422
    assert "por qué puso el total a mano" in _text(answer)


def test_draft_of_a_removed_trainer_is_seen_with_its_name(app, world, session, trainer):
    submission_id = send(world.people[0])
    from lms.core.access import Actor

    grade(submission_id, {"c1": 3}, actor=Actor(person_id=trainer.id), is_finished=False)
    coordinator = make_staff(session, Role.COORDINATOR)

    page = sign_in(app.test_client(), coordinator.id).get(f"/calificar/{submission_id}")

    assert "Borrador de Rosa Choque" in _text(page)


def test_strangers_of_every_kind_find_nothing(app, world, session):
    submission_id = send(world.people[0], uploads=[upload(PDF, "a.pdf")])
    file_id = session.scalars(select(SubmissionFile.id)).one()
    session.commit()
    urls = (
        f"/calificar/{submission_id}",
        f"/calificar/{submission_id}/corregir",
        f"/calificar/archivos/{file_id}",
        f"/calificar/archivos/{file_id}/descargar",
        f"/calificar/entregas.zip?edicion={world.edition_id}",
    )
    posts = (
        f"/calificar/{submission_id}",
        f"/calificar/{submission_id}/borrador",
        f"/calificar/{submission_id}/corregir",
        f"/calificar/{submission_id}/deshacer",
    )
    other = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=new_id())
    liaison = make_staff(
        session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=world.organization_id
    )
    administrator = make_staff(session, Role.ADMINISTRATOR)
    participant = world.people[0]

    for person_id, status in (
        (other.id, 404),
        (liaison.id, 403),
        (administrator.id, 403),
        (participant.person_id, 403),
    ):
        someone = sign_in(app.test_client(), person_id)
        assert {someone.get(url).status_code for url in urls} == {status}
        assert {someone.post(url).status_code for url in posts} == {status}


def test_files_of_a_draft_are_the_participants_own(desk, world, session):
    write(world.people[0], uploads=[upload(PDF, "a.pdf")])
    file_id = session.scalars(select(SubmissionFile.id)).one()
    session.commit()

    assert desk.get(f"/calificar/archivos/{file_id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "kind", "is_sandboxed"),
    [
        (PDF, "a.pdf", "application/pdf", False),
        (_photo(), "a.jpg", "image/jpeg", True),
        (_docx(_paragraph("Hola")), "a.docx", "text/html", True),
    ],
)
def test_files_are_framed_by_our_own_pages_alone(
    desk, world, session, content, name, kind, is_sandboxed
):
    send(world.people[0], uploads=[upload(content, name)])
    file_id = session.scalars(select(SubmissionFile.id)).one()
    session.commit()

    shown = desk.get(f"/calificar/archivos/{file_id}")
    kept = desk.get(f"/calificar/archivos/{file_id}/descargar")

    policy = shown.headers["Content-Security-Policy"]
    assert shown.mimetype == kind
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert policy.startswith("sandbox") is is_sandboxed
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert kept.headers["X-Frame-Options"] == "DENY"
    assert desk.get("/calificar").headers["X-Frame-Options"] == "DENY"


def _docx_page(desk, world, session, content):
    send(world.people[0], uploads=[upload(content, "a.docx")])
    file_id = session.scalars(select(SubmissionFile.id)).one()
    session.commit()
    return desk.get(f"/calificar/archivos/{file_id}")


def test_hostile_document_shows_its_words_and_nothing_that_acts(desk, world, session):
    hostile = _docx(
        _paragraph("&lt;script&gt;alert(1)&lt;/script&gt;")
        + '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="l1"><w:r><w:t>enlace</w:t></w:r></w:hyperlink></w:p>',
        {
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>'
        },
    )

    html = _html(_docx_page(desk, world, session, hostile))

    assert "enlace" in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert "javascript:" not in html
    assert "<a " not in html


@pytest.mark.parametrize(
    "content",
    [
        _docx("<w:p><w:r><w:t>cortado"),
        _docx(_paragraph("a"), {"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:styles/>'}),
        _docx(_paragraph("x" * (9 * 1024 * 1024))),
    ],
    ids=["broken", "entities", "huge"],
)
def test_document_that_cannot_be_shown_says_so(desk, world, session, content):
    page = _docx_page(desk, world, session, content)

    assert page.status_code == 200
    assert "Descárguelo" in _html(page)


def test_copies_are_flagged_to_staff_and_never_to_participants(app, desk, world, session):
    first, second = send(world.people[0], LONG), send(world.people[1], LONG)
    from assessments.assignments.models import SubmissionVersion

    versions = session.scalars(select(SubmissionVersion.id)).all()
    session.commit()
    for version_id in versions:
        with unit_of_work() as inside:
            run_comparison(inside, {"version_id": str(version_id)})
    assert session.scalars(select(Likeness)).all()

    assert "Se parece a la entrega de otra persona" in _text(desk.get(f"/calificar/{first}"))
    assert "100 % del texto" in _text(desk.get(f"/calificar/{second}"))
    own = sign_in(app.test_client(), world.people[0].person_id).get(world.people[0].url)
    assert "Se parece" not in _text(own)


def test_correction_is_asked_with_a_reason_and_refused_without(desk, world, session):
    submission_id = send(world.people[0])
    url = f"/calificar/{submission_id}/corregir"
    form = parse(_html(desk.get(url)))
    token = next(n.get("value") for n in form.iter("input") if n.get("name") == "csrf_token")

    empty = desk.post(url, data={"csrf_token": token, "reason": "  "})
    asked = desk.post(url, data={"csrf_token": token, "reason": "Agregue el acta."})
    again = desk.post(url, data={"csrf_token": token, "reason": "Otra vez."})

    assert (empty.status_code, asked.status_code, again.status_code) == (422, 303, 409)
    assert "Agregue el acta." in _text(desk.get(f"/calificar/{submission_id}"))


def _preview_form(response):
    tree = parse(_html(response))
    boxes = [n.get("value") for n in tree.iter("input") if n.get("name") == "nota"]
    token = next(n.get("value") for n in tree.iter("input") if n.get("name") == "csrf_token")
    return {"csrf_token": token, "nota": boxes}


def test_preview_shows_what_each_receives_then_publishes_and_undoes(desk, world, session):
    for who in world.people:
        grade(send(who), comment="Busque el dato.")
    preview = desk.get("/calificar/publicar")
    data = _preview_form(preview)
    assert "77 de 100" in _text(preview)
    assert "Busque el dato." in _text(preview)
    assert len(data["nota"]) == 3

    done = desk.post("/calificar/publicar", data=data)
    queue = desk.get(done.location)

    tree = parse(_html(queue))
    undo = next(
        form.get("action")
        for form in tree.iter("form")
        if "/deshacer/" in (form.get("action") or "")
    )
    assert "Se publicaron 3 notas" in _text(queue)
    undone = desk.post(undo, data={"csrf_token": data["csrf_token"]})
    assert "Se deshizo la publicación de 3 notas" in _text(desk.get(undone.location))
    assert set(session.scalars(select(Submission.state))) == {SubmissionState.GRADED}


def test_one_is_published_and_undone_from_its_page(desk, world, session):
    grade(send(world.people[0]))
    submission_id = send(world.people[1])
    grade(submission_id)
    data = _preview_form(desk.get(f"/calificar/publicar?entrega={submission_id}"))
    assert len(data["nota"]) == 1
    desk.post("/calificar/publicar", data=data)

    page = desk.get(f"/calificar/{submission_id}")
    assert "Deshacer la publicación" in _text(page)
    desk.post(f"/calificar/{submission_id}/deshacer", data={"csrf_token": data["csrf_token"]})

    session.expire_all()
    assert session.get(Submission, submission_id).state is SubmissionState.GRADED


def test_after_the_hour_the_button_is_gone_and_the_address_says_why(desk, world, session):
    submission_id = send(world.people[0])
    grade(submission_id)
    publish(submission_id)
    token = _preview_form(desk.get(f"/calificar/{submission_id}"))["csrf_token"]

    with clock.frozen_at(clock.now() + timedelta(minutes=61)):
        page = desk.get(f"/calificar/{submission_id}")
        late = desk.post(f"/calificar/{submission_id}/deshacer", data={"csrf_token": token})
        said = _text(desk.get(late.location))

    assert "Deshacer la publicación" not in _text(page)
    assert "Pedir una nueva entrega" in _text(page)
    assert "Pasó más de una hora" in said


def test_publishing_nothing_is_refused_with_words(desk, world):
    grade(send(world.people[0]))
    data = _preview_form(desk.get("/calificar/publicar"))

    answer = desk.post("/calificar/publicar", data=data | {"nota": []})

    assert answer.status_code == 422
    assert "Elija al menos una" in _text(answer)


def test_archive_has_a_folder_a_person_and_nothing_of_drafts(desk, world, session, app):
    ana, luz, draft = world.people
    from lms.accounts.models import Person

    session.get(Person, ana.person_id).given_names = "María/Elena"
    session.commit()
    submission_id = send(ana, "Primera", [upload(PDF, "acta.pdf"), upload(PDF + b"2", "acta.pdf")])
    return_for_correction(submission_id)
    send(ana, "Corregida", base_number=1)
    send(luz, "De otra persona")
    write(draft, "Borrador ajeno")

    answer = desk.get(
        f"/calificar/entregas.zip?edicion={world.edition_id}&tarea={world.activity_id}"
    )

    package = zipfile.ZipFile(io.BytesIO(answer.data))
    assert package.testzip() is None
    assert sorted(package.namelist()) == [
        "Ana Quispe Mamani/Tarea 1/texto, entrega 1.txt",
        "María Elena Quispe Mamani/Tarea 1/acta (2).pdf",
        "María Elena Quispe Mamani/Tarea 1/acta.pdf",
        "María Elena Quispe Mamani/Tarea 1/texto, entrega 2.txt",
    ]
    assert package.read("María Elena Quispe Mamani/Tarea 1/texto, entrega 2.txt") == b"Corregida"


def test_archive_is_streamed_and_a_lost_file_leaves_a_note(desk, world, session, app):
    send(world.people[0], "Texto", [upload(PDF, "acta.pdf")])
    from lms.core.files.models import StoredFile

    store = app.extensions["gestores_file_store"]
    store.path(session.scalars(select(StoredFile.sha256)).one()).unlink()
    session.commit()

    answer = desk.get("/calificar/entregas.zip")

    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert "Content-Length" not in answer.headers, "sent while it is written"
    assert any(name.endswith("acta.pdf.txt") for name in names)


def test_desk_costs_the_same_whatever_the_queue_and_at_most_twelve_statements(app, desk, session):
    crowd = make_world(session, people=12)
    coordinator = make_staff(session, Role.COORDINATOR)
    submissions = [send(who, uploads=[upload(PDF, "a.pdf")]) for who in crowd.people[:3]]
    sign_in(desk, coordinator.id)
    with app.app_context():
        engine = db.engine

    def count(url):
        with counted_statements(engine) as statements:
            assert desk.get(url).status_code == 200
        return len(statements)

    few, queue_few = count(f"/calificar/{submissions[0]}"), count("/calificar")
    for who in crowd.people[3:]:
        send(who)
    many, queue_many = count(f"/calificar/{submissions[0]}"), count("/calificar")

    assert few == many <= 12
    assert queue_few == queue_many <= 8


def test_stranger_to_everything_sees_no_menu_of_the_desk(client, session):
    sign_in(client, make_person(session).id)

    assert client.get("/calificar").status_code == 403
