"""What coordination does: calls, sheets of paper, superiors, requests, authorities, tasks, cases."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from assessments.transfer.models import (
    Answer,
    AuthorityChange,
    Commitment,
    Link,
    Milestone,
    ReinforcementTask,
    Reminder,
    StopRequest,
    SuccessCase,
    Supervisor,
)
from assessments.transfer.models.link import ReminderState
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, MilestoneState
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from courses.learning.models import Enrolment
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from tests.factories.learning import make_organization
from tests.factories.transfer import (
    a_plan,
    make_learner,
    make_open_milestone,
    move_to,
    run_due_steps,
    send,
)
from tests.support.sign_in import make_person, make_staff, sign_in

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def learner(session):
    found = make_learner(session, email=None, phone="+59170000001")
    send(
        session,
        found,
        a_plan(supervisor=SupervisorInput(name="Ella Misma", phone="+59170000001")),
    )
    return found


@pytest.fixture
def milestone_id(session, learner):
    return make_open_milestone(session, learner)


@pytest.fixture
def desk(session, client, milestone_id):
    coordinator = make_staff(session, Role.COORDINATOR, given_names="Coordina")
    sign_in(client, coordinator.id)
    client.person_id = coordinator.id
    return client


def _post(client, page_address, address, **data):
    page = client.get(page_address).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data=data | {"csrf_token": token})


def _say(session, milestone_id, code, audience=Audience.PARTICIPANT):
    answer_milestone(
        session,
        SYSTEM,
        milestone_id,
        Source(informant=audience),
        GivenAnswer(
            question=Question.STATE,
            commitment_id=session.scalars(select(Commitment.id)).first(),
            codes=(code,),
        ),
    )
    session.commit()


def _show_document(session, milestone_id):
    answer_milestone(
        session,
        SYSTEM,
        milestone_id,
        Source(informant=Audience.PARTICIPANT),
        GivenAnswer(
            question=Question.EVIDENCE,
            commitment_id=session.scalars(select(Commitment.id)).first(),
            files=(FileStorage(io.BytesIO(PDF), "registro.pdf"),),
        ),
    )
    session.commit()


def test_a_text_ready_to_copy_is_marked_as_sent_by_hand(session, desk):
    page = desk.get("/seguimientos/llamadas").get_data(as_text=True)
    row = session.scalars(
        select(Reminder).where(Reminder.kind == "invitation", Reminder.audience == "participant")
    ).one()

    answer = _post(desk, "/seguimientos/llamadas", f"/seguimientos/llamadas/{row.id}")

    assert "/s/" in page
    assert answer.status_code == 303
    session.expire_all()
    assert session.get_one(Reminder, row.id).state is ReminderState.SENT_BY_HAND


def test_a_sheet_is_printed_and_typed_with_who_typed_it(session, desk, milestone_id):
    sheet = desk.get(f"/seguimientos/{milestone_id}/hoja/participant").get_data(as_text=True)
    code = session.scalars(select(Link.paper_code).where(Link.audience == "participant")).one()
    session.commit()
    found = desk.get(f"/seguimientos/transcribir?codigo={code.lower().replace('-', ' ')}")
    address = found.headers["Location"]

    answer = _post(
        desk,
        address,
        address,
        **{
            "codes-0": "aplicado",
            "number-1": "3",
            "codes-3": ["TIEMPO"],
            "channel": "paper",
            "scan": (io.BytesIO(PDF), "hoja.pdf"),
        },
    )

    assert code in sheet
    assert "<svg" in sheet
    assert answer.status_code == 303
    rows = session.scalars(select(Answer).order_by(Answer.created_at, Answer.id)).all()
    assert {(row.channel.value, row.entered_by_person_id) for row in rows} == {
        ("paper", desk.person_id)
    }
    assert [row.question.value for row in rows] == ["state", "indicator", "helped"]
    assert all(row.scan_file_id for row in rows)


def test_a_sheet_may_say_that_nobody_measures_it(session, desk, milestone_id):
    code = session.scalars(select(Link.paper_code).where(Link.audience == "participant")).one()
    session.commit()
    address = f"/seguimientos/hoja/{code}"

    answer = _post(desk, address, address, **{"unmeasured-1": "1"})

    assert answer.status_code == 303
    row = session.scalars(select(Answer)).one()
    assert (row.question.value, row.value) == ("indicator", {"number": None})


@pytest.fixture
def paper(session, milestone_id):
    """The address under which the participant's sheet is typed."""
    code = session.scalars(select(Link.paper_code).where(Link.audience == "participant")).one()
    session.commit()
    return f"/seguimientos/hoja/{code}"


def test_the_day_written_on_a_sheet_is_asked_and_counts(session, desk, milestone_id, paper):
    opened = session.get_one(Milestone, milestone_id).due_on
    move_to(opened + timedelta(days=30))
    session.commit()
    sign_in(desk, desk.person_id)
    page = desk.get(paper).get_data(as_text=True)

    future = _post(desk, paper, paper, **{"codes-0": "aplicado", "answered_on": "2030-01-01"})
    wrong = _post(desk, paper, paper, **{"codes-0": "aplicado", "answered_on": "ayer"})
    good = _post(desk, paper, paper, **{"codes-0": "aplicado", "answered_on": f"{opened:%d/%m/%Y}"})

    assert f'value="{opened + timedelta(days=30)}"' in page
    assert (future.status_code, wrong.status_code, good.status_code) == (422, 422, 303)
    assert "no puede ser posterior a hoy" in future.get_data(as_text=True)
    assert 'value="2030-01-01"' in future.get_data(as_text=True)
    row = session.scalars(select(Answer)).one()
    assert (row.is_late, clock.local_date(row.answered_at)) == (False, opened)
    shown = desk.get(f"/seguimientos/{milestone_id}").get_data(as_text=True)
    assert f"{opened:%d/%m/%Y}, en papel, transcrito por Coordina" in shown


def test_a_late_sheet_adds_what_was_not_answered_and_says_what_it_left(
    session, desk, milestone_id, paper
):
    _say(session, milestone_id, "aplicado")
    move_to(session.get_one(Milestone, milestone_id).closes_on + timedelta(days=2))
    session.commit()
    sign_in(desk, desk.person_id)

    both = _post(desk, paper, paper, **{"codes-0": "no_aplicado", "number-1": "3"})
    said = desk.get(both.headers["Location"]).get_data(as_text=True)
    nothing_new = _post(desk, paper, paper, **{"codes-0": "no_aplicado"})

    assert (both.status_code, nothing_new.status_code) == (303, 422)
    assert "no se cambió lo que ya tenía respuesta a tiempo: ¿Qué pasó hasta hoy?" in said
    assert "todo lo de esta hoja ya tenía respuesta" in nothing_new.get_data(as_text=True)
    rows = session.scalars(select(Answer).order_by(Answer.created_at, Answer.id)).all()
    assert [(row.question.value, row.is_late) for row in rows] == [
        ("state", False),
        ("indicator", True),
    ]
    assert session.get_one(Milestone, milestone_id).result_observed == 1.0


def test_an_empty_sheet_and_an_unknown_code_are_refused(session, desk):
    code = session.scalars(select(Link.paper_code).where(Link.audience == "participant")).one()
    session.commit()

    empty = _post(desk, f"/seguimientos/hoja/{code}", f"/seguimientos/hoja/{code}")

    assert empty.status_code == 422
    assert desk.get("/seguimientos/transcribir?codigo=2222-2222").status_code == 404


def test_a_flagged_contact_is_shown_and_confirmed(session, desk, milestone_id):
    page = desk.get(f"/seguimientos/{milestone_id}").get_data(as_text=True)
    supervisor = session.scalars(select(Supervisor)).one()
    session.commit()

    _post(
        desk,
        f"/seguimientos/{milestone_id}",
        f"/seguimientos/{milestone_id}/contacto/{supervisor.id}",
    )

    assert "Es el mismo contacto de la persona participante" in page
    session.expire_all()
    assert session.get_one(Supervisor, supervisor.id).is_trusted


def test_another_superior_is_written_down(session, desk, milestone_id):
    answer = _post(
        desk,
        f"/seguimientos/{milestone_id}",
        f"/seguimientos/{milestone_id}/jefatura",
        name="Luis Choque",
        phone="76543210",
    )

    assert answer.status_code == 303
    names = {row.name: row.valid_to is None for row in session.scalars(select(Supervisor))}
    assert names == {"Ella Misma": False, "Luis Choque": True}


def test_a_clock_is_stopped_with_its_cause_only(session, desk, milestone_id):
    address = f"/seguimientos/{milestone_id}/detener"
    without = _post(desk, f"/seguimientos/{milestone_id}", address, kind="reassigned")
    with_cause = _post(
        desk, f"/seguimientos/{milestone_id}", address, kind="reassigned", cause="A Catastro"
    )

    assert (without.status_code, with_cause.status_code) == (409, 303)
    assert session.get_one(Milestone, milestone_id).state is MilestoneState.STOPPED


def test_requests_are_decided_on_their_page(session, client, desk, milestone_id):
    session.add(
        StopRequest(
            enrolment_id=session.get_one(Milestone, milestone_id).enrolment_id,
            milestone_id=milestone_id,
            kind="no_longer_applies",
            cause="Renunció",
            asked_by="Ana",
        )
    )
    session.commit()
    request = session.scalars(select(StopRequest.id)).one()
    session.commit()
    page = desk.get("/seguimientos/pedidos").get_data(as_text=True)
    address = f"/seguimientos/pedidos/{request}"

    silent = _post(desk, "/seguimientos/pedidos", address, accion="rechazar")
    approved = _post(desk, "/seguimientos/pedidos", address, accion="aprobar")

    assert "Renunció" in page
    assert (silent.status_code, approved.status_code) == (409, 303)
    states = set(session.scalars(select(Milestone.state)))
    assert states == {MilestoneState.STOPPED}


def test_a_change_of_authorities_is_told_once_for_a_municipality(session, desk):
    here = make_organization(session, "Caranavi")
    heir = make_person(session, document_number="4827113").id
    address = "/seguimientos/autoridades"
    typed = {"organization": str(here), "from_on": "2027-03-01", "reason": "Elecciones"}

    wrong = _post(desk, address, address, organization="x")
    unknown = _post(desk, address, address, **typed, liaison="9999999")
    good = _post(desk, address, address, **typed, liaison="4827113")

    assert (wrong.status_code, unknown.status_code, good.status_code) == (422, 422, 303)
    kept = unknown.get_data(as_text=True)
    assert f'<option value="{here}" selected>' in kept
    assert 'value="9999999"' in kept
    change = session.scalars(select(AuthorityChange)).one()
    assert change.applied_at is not None
    assert change.new_liaison_person_id == heir


def test_a_tutor_writes_down_the_talk(session, app, desk, learner, milestone_id):
    _say(session, milestone_id, "no_aplicado")
    move_to(session.get_one(Milestone, milestone_id).closes_on + timedelta(days=1))
    session.commit()
    run_due_steps(session)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=learner.edition.id)
    task = session.scalars(select(ReinforcementTask.id)).one()
    session.commit()
    tutor = sign_in(app.test_client(), trainer.id)
    address = "/seguimientos/refuerzo"

    silent = _post(tutor, address, f"{address}/{task}")
    told = _post(tutor, address, f"{address}/{task}", note="Empezará con un trámite")

    assert (silent.status_code, told.status_code) == (422, 303)
    assert "Empezará con un trámite" in tutor.get(address).get_data(as_text=True)


def test_cases_are_proposed_and_published_only_with_both_consents(
    session, client, learner, desk, milestone_id
):
    later = session.scalars(select(Milestone).where(Milestone.days == 90)).one()
    later_id = later.id
    move_to(later.due_on)
    session.commit()
    run_due_steps(session)
    _say(session, later_id, "no_aplicado")
    _show_document(session, later_id)
    move_to(session.get_one(Milestone, later_id).closes_on + timedelta(days=1))
    session.commit()
    run_due_steps(session)
    sign_in(desk, desk.person_id)
    _post(desk, "/seguimientos/casos", "/seguimientos/casos", edition=str(learner.edition.id))
    case = session.scalars(select(SuccessCase.id)).one()
    session.commit()
    address = f"/seguimientos/casos/{case}"

    alone = _post(desk, "/seguimientos/casos", address, person_consent="1", accion="publicar")
    both = _post(
        desk,
        "/seguimientos/casos",
        address,
        person_consent="1",
        entity_consent="1",
        accion="publicar",
        used="El diagnóstico",
    )

    assert (alone.status_code, both.status_code) == (409, 303)
    session.expire_all()
    assert session.get_one(SuccessCase, case).state.value == "published"


def test_a_participant_answers_own_milestones_and_no_others(session, app, learner, milestone_id):
    mine = sign_in(app.test_client(), learner.person_id)
    other = sign_in(app.test_client(), make_person(session).id)
    address = f"/mi-formacion/seguimientos/{milestone_id}/responder"
    plan = f"/mi-formacion/{learner.id}/plan"
    page = mine.get(plan).get_data(as_text=True)
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        taken, refused = mine.post(address), other.post(address)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert "Seguimiento de los 30 días" in page
    assert "/s/" in taken.headers["Location"]
    assert refused.status_code == 404


def test_a_trainer_of_another_edition_and_a_liaison_see_nothing(session, app, milestone_id):
    stranger = make_staff(
        session, Role.TRAINER, scope=Scope.EDITION, scope_id=make_learner(session).edition.id
    )
    client = sign_in(app.test_client(), stranger.id)

    assert client.get(f"/seguimientos/{milestone_id}").status_code == 404
    assert client.get("/seguimientos/llamadas").status_code == 403


def test_the_report_of_an_edition_is_generated_edited_and_generated_anew(session, learner, desk):
    edition_id = session.scalars(
        select(Enrolment.edition_id).where(Enrolment.id == learner.id)
    ).one()
    page = f"/transferencia/informes/{edition_id}"
    session.commit()

    _post(desk, page, page, accion="generar")
    generated = desk.get(page).get_data(as_text=True)
    _post(desk, page, page, accion="guardar", lessons="Se aprendió a medir antes.")
    edited = desk.get(f"{page}/imprimir").get_data(as_text=True)
    _post(desk, page, page, accion="generar")
    anew = desk.get(page).get_data(as_text=True)

    assert "Se inscribieron 1 personas" in generated
    assert "Se aprendió a medir antes." in edited
    assert "Se aprendió a medir antes." not in anew
    assert desk.get(f"{page}.docx").data.startswith(b"PK")
