"""Does each act get its PDF once, with the words of that day, for the right eyes only?"""

import hashlib
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from assessments.gradebook.api import Correction, rectify_mark
from assessments.gradebook.services.close_edition import close_edition
from certificates.acts import jobs
from certificates.acts.models import ActDocument
from certificates.acts.paper import act_paper
from certificates.acts.rules.states import DocumentState
from certificates.acts.services.queue_document import queue_document
from certificates.documents.api import DrawingError
from courses.learning.rules.states import EnrolmentState
from lms.core.access import Actor, Role, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.files.models import StoredFile
from lms.core.files.store import file_store
from lms.core.jobs.lease import due_ids
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.run import run_job
from tests.factories.gradebook import (
    EVERYTHING,
    ISSUER,
    T1,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.support.sign_in import make_person, make_staff, sign_in

pytestmark = pytest.mark.timeout(180)


def work(kinds=("core.deliver_event", "acts.draw")):
    """Run what is due of some kinds until nothing more comes of it.

    Running a job ends the session of the test: what is read afterwards comes from `db.session`.
    """
    while True:
        due = [
            job_id
            for job_id in due_ids(db.session(), limit=100)
            if db.session.get(Job, job_id).kind in kinds
        ]
        db.session.commit()
        if not due:
            return
        for job_id in due:
            run_job(job_id)


@pytest.fixture
def edition(session):
    return make_marked_edition(session)


def close(session, edition):
    closer = make_person(session, given_names="Rosa", first_surname="Ríos")
    with unit_of_work():
        return close_edition(
            session,
            Actor(person_id=closer.id, label="Rosa Ríos"),
            EVERYTHING,
            edition.id,
            ISSUER,
        )


def text_of(content):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )


def stored():
    found = db.session.execute(
        select(ActDocument, StoredFile).join(StoredFile, StoredFile.id == ActDocument.file_id)
    ).all()
    db.session.commit()
    return found


def test_closing_draws_the_act_with_its_hash(session, edition):
    make_participant(
        session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED, first_surname="Ñandú"
    )
    closing = close(session, edition)

    work()

    ((document, file),) = stored()
    with file_store().open(file.sha256) as handle:
        content = handle.read()
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert (document.act_id, document.state) == (closing.act_id, DocumentState.DRAWN)
    text = text_of(content)
    for words in ("UGM-AN-2027-0001", "Ñandú", "81 %", "aprobada", "Rosa Ríos"):
        assert words in text


def test_rectifying_act_is_drawn_too_and_names_the_first(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)
    with unit_of_work():
        rectify_mark(
            session,
            Actor(label="Rosa"),
            EVERYTHING,
            edition.id,
            Correction(
                enrolment_id=somebody.id,
                activity_id=edition.course.activities[T1],
                score_percent=90,
                reason="Error de suma.",
            ),
        )

    work()

    found = {document.act_id: file for document, file in stored()}
    assert len(found) == 2
    texts = []
    for file in found.values():
        with file_store().open(file.sha256) as handle:
            texts.append(text_of(handle.read()))
    second = next(text for text in texts if "UGM-AN-2027-0002" in text)
    assert "UGM-AN-2027-0001" in second
    assert "Motivo: Error de suma." in second
    assert "84 %" in second


def test_told_twice_draws_once(session, edition):
    closing = close(session, edition)
    for _n in range(2):
        with unit_of_work():
            queue_document(session, act_id=closing.act_id, edition_id=edition.id)

    work()

    assert len(stored()) == 1
    drawn = db.session.scalars(select(Job).where(Job.kind == "acts.draw")).all()
    assert [job.state for job in drawn] == [JobState.DONE]


def test_failed_drawing_is_seen_and_tried_again(client, session, edition, monkeypatch):
    def refuse(_paper, _seconds):
        raise DrawingError("falta la letra del renglón 3")

    monkeypatch.setattr(jobs, "render_with_deadline", refuse)
    closing = close(session, edition)
    work()
    document = db.session.scalars(select(ActDocument)).one()
    assert document.state is DocumentState.FAILED
    monkeypatch.undo()
    sign_in(client, make_staff(db.session(), Role.COORDINATOR).id)

    page = client.get(f"/ediciones/{edition.id}/cierre").get_data(as_text=True)
    again = client.post(f"/ediciones/{edition.id}/actas/{closing.act_id}/repetir")
    twice = client.post(f"/ediciones/{edition.id}/actas/{closing.act_id}/repetir")
    work()

    assert "falta la letra del renglón 3" in page
    assert (again.status_code, twice.status_code) == (303, 409)
    assert len(stored()) == 1


def test_download_for_coordination_and_own_trainers_only(client, session, edition):
    closing = close(session, edition)
    address = f"/ediciones/{edition.id}/actas/{closing.act_id}.pdf"
    other = make_marked_edition(session)
    coordinator = make_staff(session, Role.COORDINATOR)
    sign_in(client, coordinator.id)
    assert client.get(address).status_code == 404
    work()

    answer = client.get(address)
    page = client.get(f"/ediciones/{edition.id}/cierre").get_data(as_text=True)

    assert answer.get_data().startswith(b"%PDF")
    assert "acta-UGM-AN-2027-0001.pdf" in answer.headers["Content-Disposition"]
    assert address in page
    assert stored()[0][1].sha256 in page
    wrong = f"/ediciones/{other.id}/actas/{closing.act_id}.pdf"
    assert client.get(wrong).status_code == 404
    own = make_staff(db.session(), Role.TRAINER, scope=Scope.EDITION, scope_id=edition.id)
    foreign = make_staff(db.session(), Role.TRAINER, scope=Scope.EDITION, scope_id=other.id)
    for person, status in ((own, 200), (foreign, 404), (make_person(db.session()), 403)):
        sign_in(client, person.id)
        assert client.get(address).status_code == status
        assert client.post(f"{address[:-4]}/repetir").status_code == 403


def test_paper_says_what_the_act_says(session, edition):
    from assessments.gradebook.api import act_content

    make_participant(session, edition, {}, first_surname="Bravo")
    closing = close(session, edition)

    paper = act_paper(act_content(session, closing.act_id), is_demonstration=True)

    assert paper.is_demonstration
    assert paper.rectifies is None
    assert [(row.mark_percent, row.state) for row in paper.rows] == [(0, "no aprobada")]
