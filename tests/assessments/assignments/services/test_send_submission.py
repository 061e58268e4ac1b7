"""Writing and sending: nothing is lost, nothing is sent twice, what was sent stays as it was."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import func, select

from assessments.assignments.models import Submission, SubmissionFile, SubmissionVersion
from assessments.assignments.queries.task_page import task_page
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.save_draft import MAX_FILES, save_draft
from assessments.assignments.services.send_submission import COMPARE, send_submission
from courses.learning.api import EditionState, EnrolmentState
from courses.learning.models import ActivityProgress, Enrolment
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from lms.core.jobs.models import Job
from tests.factories.assignments import (
    TEXT,
    context_of,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
    upload,
    write,
)

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


def test_draft_is_kept_and_starts_the_course(session):
    who = make_world(session).people[0]
    session.get(Enrolment, who.enrolment_id).state = EnrolmentState.ENROLLED
    session.commit()

    saved = write(who)

    page = task_page(session, context_of(session, who))
    assert (page.text, page.number, page.state) == (TEXT, saved.number, SubmissionState.DRAFT)
    assert session.get(Enrolment, who.enrolment_id).state is EnrolmentState.IN_PROGRESS


def test_second_open_page_does_not_overwrite_the_first(session):
    who = make_world(session).people[0]
    write(who, "Primera página.")

    with pytest.raises(ConflictError) as refusal:
        write(who, "Segunda página, abierta antes.", base_number=0)

    assert refusal.value.code == "draft_changed"
    assert task_page(session, context_of(session, who)).text == "Primera página."


def test_saving_the_same_text_again_from_an_old_page_is_no_conflict(session):
    who = make_world(session).people[0]
    first = write(who)

    again = write(who, base_number=0)

    assert again.number == first.number


def test_a_refused_file_does_not_hold_back_the_text_and_the_others(session):
    who = make_world(session).people[0]
    hostile = upload(b"MZ\x90\x00" + b"\0" * 200, "planilla.xlsx")

    saved = write(who, uploads=[hostile, upload(PDF, "acta.pdf"), upload(b"", "vacio.pdf")])

    page = task_page(session, context_of(session, who))
    assert page.text == TEXT
    assert [file.name for file in page.files] == ["acta.pdf"]
    assert [text.split(":")[0] for text in saved.refusals] == ["planilla.xlsx", "vacio.pdf"]


def test_no_more_than_five_files(session):
    who = make_world(session).people[0]

    saved = write(who, uploads=[upload(PDF + bytes([n]), f"{n}.pdf") for n in range(7)])

    assert len(task_page(session, context_of(session, who)).files) == MAX_FILES
    assert len(saved.refusals) == 2


def test_sending_freezes_a_version_and_tells_learning_once(session):
    who = make_world(session).people[0]

    submission_id = send(who, uploads=[upload(_photo(), "foto.png")])
    with unit_of_work() as again:
        assert (
            send_submission(again, who.actor, context_of(again, who), base_number=1)
            == submission_id
        )

    version = session.scalars(select(SubmissionVersion)).one()
    progress = session.get(ActivityProgress, (who.enrolment_id, who.activity_id))
    assert (version.number, version.text) == (1, TEXT)
    assert (progress.is_waiting, progress.score_percent, progress.finished_at) == (True, None, None)
    events = session.scalars(select(OutboxEvent.name)).all()
    assert events.count("SubmissionReceived") == 1
    assert session.scalar(select(func.count()).select_from(Job).where(Job.kind == COMPARE)) == 1


def test_sent_work_is_not_written_any_more(session):
    who = make_world(session).people[0]
    send(who)

    with pytest.raises(ConflictError) as refusal:
        write(who, "Otro texto", base_number=1)

    assert refusal.value.code == "already_sent"


def test_nothing_is_sent_when_there_is_nothing(session):
    who = make_world(session).people[0]
    saved = write(who, "")

    with pytest.raises(DomainError) as refusal, unit_of_work() as inside:
        send_submission(inside, who.actor, context_of(inside, who), base_number=saved.number)

    assert refusal.value.code == "nothing_to_send"


def test_what_is_sent_is_what_was_confirmed(session):
    who = make_world(session).people[0]
    confirmed = write(who, "Uno").number
    write(who, "Dos", base_number=confirmed)

    with pytest.raises(ConflictError), unit_of_work() as inside:
        send_submission(inside, who.actor, context_of(inside, who), base_number=confirmed)


def test_resubmission_keeps_both_versions_with_their_own_files(session):
    who = make_world(session).people[0]
    submission_id = send(who, "Versión uno", [upload(PDF, "a.pdf"), upload(PDF + b"b", "b.pdf")])
    return_for_correction(submission_id)
    page = task_page(session, context_of(session, who))
    first = page.files[0]
    session.commit()
    with unit_of_work() as inside:
        save_draft(
            inside,
            who.actor,
            context_of(inside, who),
            text="Versión dos",
            base_number=page.number,
            removed={first.id},
            uploads=[upload(PDF + b"c", "c.pdf")],
        )
    session.commit()
    page = task_page(session, context_of(session, who))
    session.commit()
    with unit_of_work() as inside:
        send_submission(inside, who.actor, context_of(inside, who), base_number=page.number)

    newest, oldest = task_page(session, context_of(session, who)).versions
    assert (oldest.text, [f.name for f in oldest.files]) == ("Versión uno", ["a.pdf", "b.pdf"])
    assert (newest.text, [f.name for f in newest.files]) == ("Versión dos", ["b.pdf", "c.pdf"])
    assert oldest.return_reason == "Agregue el dato de partida."


def test_file_that_was_never_sent_leaves_with_its_row(session):
    who = make_world(session).people[0]
    write(who, uploads=[upload(PDF, "a.pdf")])
    row = session.scalars(select(SubmissionFile)).one()
    session.commit()

    with unit_of_work() as inside:
        save_draft(
            inside, who.actor, context_of(inside, who), text=TEXT, base_number=1, removed={row.id}
        )

    assert session.scalars(select(SubmissionFile)).all() == []


@pytest.mark.parametrize(
    "edition",
    [
        {"ends_on": date(2027, 2, 28)},
        {"state": EditionState.CLOSED},
        {"state": EditionState.PLANNED},
    ],
)
def test_nothing_is_taken_outside_the_time(session, edition):
    who = make_world(session, **edition).people[0]

    with pytest.raises(ConflictError) as refusal:
        write(who)

    assert refusal.value.code == "not_accepting"


def test_an_activity_of_another_kind_is_no_task(session):
    world = make_world(session)
    who = world.people[0]
    who.activity_id = world.course.activities["01-modulo/01-leccion"]

    with pytest.raises(NotFoundError):
        write(who)


def test_mark_stands_while_a_new_version_waits(session):
    who = make_world(session).people[0]
    submission_id = send(who)
    grade(submission_id)
    publish(submission_id)
    return_for_correction(submission_id)

    write(who, "Segunda", base_number=1)
    with unit_of_work() as inside:
        send_submission(inside, who.actor, context_of(inside, who), base_number=2)

    progress = session.get(ActivityProgress, (who.enrolment_id, who.activity_id))
    assert (progress.score_percent, progress.is_waiting) == (77, True)
    assert session.get(Submission, submission_id).state is SubmissionState.SUBMITTED
