"""The participant's page: works without script, keeps everything, shows nothing that is not told."""

import io
import zipfile
from datetime import date

import pytest

from assessments.assignments.services.undo_publication import undo_publication
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.assignments import (
    ALL,
    TRAINER,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
    upload,
    write,
)
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_person, sign_in
from tests.support.statements import counted_statements

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def who(world):
    return world.people[0]


@pytest.fixture
def learner(client, who):
    sign_in(client, who.person_id)
    return client


def _text(response):
    return visible_text(parse(response.get_data(as_text=True)))


def _number(response):
    tree = parse(response.get_data(as_text=True))
    return next(node.get("value") for node in tree.iter("input") if node.get("name") == "number")


def _csrf(response):
    tree = parse(response.get_data(as_text=True))
    return next(
        node.get("value") for node in tree.iter("input") if node.get("name") == "csrf_token"
    )


def _post(learner, url, seen, **values):
    data = {"csrf_token": _csrf(seen), "number": _number(seen)} | values
    return learner.post(url, data=data, content_type="multipart/form-data")


def test_write_confirm_send_and_read_it_again_without_script(learner, who):
    seen = learner.get(who.url)
    saved = _post(
        learner,
        who.url,
        seen,
        text="Mi propuesta.",
        action="send",
        files=[(io.BytesIO(PDF), "acta.pdf")],
    )
    assert (saved.status_code, saved.location) == (303, f"{who.url}/enviar")
    asked = learner.get(saved.location)
    assert "Mi propuesta." in _text(asked)
    assert "acta.pdf" in _text(asked)

    sent = _post(learner, f"{who.url}/enviar", asked)

    after = _text(learner.get(sent.location))
    assert "Recibimos su tarea" in after
    assert "Mi propuesta." in after
    assert "Revisar y enviar" not in after


def test_draft_is_there_when_one_comes_back(learner, who):
    _post(learner, who.url, learner.get(who.url), text="Medio escrito", action="save")

    assert "Medio escrito" in learner.get(who.url).get_data(as_text=True)


def test_hostile_file_is_refused_beside_its_field_and_the_text_stays(learner, who):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    bomb.seek(0)

    refused = _post(
        learner,
        who.url,
        learner.get(who.url),
        text="Con un archivo malo",
        action="send",
        files=[(bomb, "bomba.docx"), (io.BytesIO(PDF), "bueno.pdf")],
    )

    words = _text(refused)
    assert refused.status_code == 422
    assert "bomba.docx" in words
    assert "quedaron guardados" in words
    assert "Con un archivo malo" in learner.get(who.url).get_data(as_text=True)
    assert "bueno.pdf" in _text(learner.get(who.url))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>alert(1)</script>", "foto.jpg"),
        (b"", "vacio.pdf"),
        (b"MZ\x90\x00" + b"\0" * 100, "x.pdf"),
        (b"%PDF-1.4" + b"0" * (12 * 1024 * 1024 + 1), "grande.pdf"),
    ],
)
def test_each_hostile_upload_is_answered_with_words(learner, who, content, name):
    refused = _post(
        learner, who.url, learner.get(who.url), text="", files=[(io.BytesIO(content), name)]
    )

    assert refused.status_code == 422
    assert name in _text(refused)


def test_file_is_taken_away_by_its_box(learner, who, session):
    write(who, uploads=[upload(PDF, "sobra.pdf")])
    seen = learner.get(who.url)
    tree = parse(seen.get_data(as_text=True))
    box = next(node.get("value") for node in tree.iter("input") if node.get("name") == "removed")

    _post(learner, who.url, seen, text="Solo texto", removed=box, action="save")

    assert "sobra.pdf" not in _text(learner.get(who.url))


def test_autosave_counts_and_refuses_the_older_page(learner, who):
    seen = learner.get(who.url)
    token = _csrf(seen)

    first = learner.post(
        f"{who.url}/borrador", data={"csrf_token": token, "number": 0, "text": "Uno"}
    )
    older = learner.post(
        f"{who.url}/borrador", data={"csrf_token": token, "number": 0, "text": "Dos"}
    )

    assert (first.status_code, first.json["number"]) == (200, 1)
    assert (older.status_code, older.json["code"]) == (409, "draft_changed")


def test_two_open_pages_show_both_texts(learner, who):
    old = learner.get(who.url)
    write(who, "Lo de la otra página")

    conflict = _post(learner, who.url, old, text="Lo de esta página", action="save")

    html = conflict.get_data(as_text=True)
    assert conflict.status_code == 409
    assert "Lo de la otra página" in html
    assert "Lo de esta página" in html
    saved = _post(learner, who.url, conflict, text="Lo de esta página", action="save")
    assert saved.status_code == 303


def test_grade_is_seen_only_once_it_is_published(learner, who):
    submission_id = send(who)
    grade(submission_id, comment="Busque el dato de partida.")
    before = _text(learner.get(who.url))
    publish(submission_id)
    published = _text(learner.get(who.url))
    with unit_of_work() as inside:
        undo_publication(inside, TRAINER, ALL, [submission_id])
    undone = _text(learner.get(who.url))

    assert "77 de 100" in published
    assert "Busque el dato de partida." in published
    assert "multiplica" in published
    for hidden in (before, undone):
        assert "77 de 100" not in hidden
        assert "Busque" not in hidden


def test_correction_opens_the_form_again_with_its_reason(learner, who):
    return_for_correction(send(who), "Agregue el acta firmada.")

    words = _text(learner.get(who.url))

    assert "Agregue el acta firmada." in words
    assert "Revisar y enviar" in words
    assert "Lo que usted envió" in words


def test_after_the_deadline_it_is_read_and_not_written(client, session):
    who = make_world(session, ends_on=date(2027, 2, 20)).people[0]
    sign_in(client, who.person_id)

    seen = client.get(who.url)

    assert "El plazo terminó" in _text(seen)
    assert "Revisar y enviar" not in _text(seen)


def test_strangers_find_nothing(client, session, who):
    send(who, uploads=[upload(PDF, "acta.pdf")])
    sign_in(client, make_person(session).id)

    for url in (who.url, f"{who.url}/enviar"):
        assert client.get(url).status_code == 404
    assert client.post(who.url).status_code == 404
    assert client.post(f"{who.url}/borrador").status_code == 404
    assert client.post(f"{who.url}/enviar").status_code == 404


def test_own_file_is_downloaded_and_nobody_elses(client, session, world, who):
    write(who, uploads=[upload(PDF, "acta ñ.pdf")])
    sign_in(client, who.person_id)
    tree = parse(client.get(who.url).get_data(as_text=True))
    link = next(a.get("href") for a in tree.iter("a") if "/archivos/" in (a.get("href") or ""))

    mine = client.get(link)
    sign_in(client, make_person(session).id)
    foreign = client.get(link)

    assert mine.status_code == 200
    assert mine.data == PDF
    assert mine.headers["Content-Disposition"].startswith("attachment")
    assert foreign.status_code == 404


def test_hostile_text_is_only_text(learner, who):
    _post(
        learner,
        who.url,
        learner.get(who.url),
        text="<script>alert(1)</script>",
        action="save",
    )

    html = learner.get(f"{who.url}/enviar").get_data(as_text=True)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_page_costs_at_most_eight_statements(app, learner, who):
    submission_id = send(who)
    grade(submission_id)
    publish(submission_id)
    with app.app_context():
        from lms.core.db.engine import db

        engine = db.engine

    with counted_statements(engine) as statements:
        assert learner.get(who.url).status_code == 200

    assert len(statements) <= 8, statements


def test_a_mark_that_falls_short_is_no_next_step_until_the_trainer_asks_again(learner, who):
    submission_id = send(who)
    grade(submission_id, {"c1": 1, "c2": 1, "c3": 1})
    publish(submission_id)
    course = who.url.split("/tareas/")[0]

    held, home_held = _text(learner.get(who.url)), _text(learner.get("/mi-formacion"))
    return_for_correction(submission_id)
    asked = _text(learner.get(who.url))

    assert "Espere a que su docente le pida una nueva entrega" in held
    assert "Revisar y enviar" not in held
    assert "1 tarea por mejorar cuando su docente la pida" in home_held
    assert "Espere a que su docente" not in asked
    assert "Revisar y enviar" in asked
    assert "cuando su docente la pida" not in _text(learner.get(course))


def test_a_mark_that_suffices_awaits_nothing(learner, who):
    submission_id = send(who)
    grade(submission_id)
    publish(submission_id)

    assert "Todavía no alcanza" not in _text(learner.get(who.url))
