"""The participant's page of the plan."""

from datetime import timedelta

from sqlalchemy import select

from assessments.transfer.models import Commitment, Plan
from assessments.transfer.rules.states import PlanState
from assessments.transfer.services.answer_plan import answer_plan
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from tests.factories.transfer import make_learner, make_open_milestone, send
from tests.support.sign_in import make_person, sign_in
from tests.support.statements import counted_statements


def _form(**over):
    values = {
        "accion": "enviar",
        "commitments-0-situation": "llega una solicitud",
        "commitments-0-action": "hago el diagnóstico",
        "commitments-0-indicator": "Solicitudes con diagnóstico",
        "commitments-0-baseline": "0",
        "commitments-0-target": "4,5",
        "commitments-0-direction": "up",
        "commitments-0-due_on": (clock.today() + timedelta(days=40)).isoformat(),
        "supervisor_name": "Rosa Condori",
        "supervisor_phone": "76543210",
        "efficacy_after": "8",
    }
    return values | over


def _post(client, learner, data):
    page = client.get(f"/mi-formacion/{learner.id}/plan")
    token = page.get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(f"/mi-formacion/{learner.id}/plan", data=data | {"csrf_token": token})


def test_a_participant_sends_the_plan(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    answer = _post(client, learner, _form())

    assert answer.status_code == 303
    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)
    assert "Ya cuenta para su certificado" in page
    assert "4,5" in page


def test_figures_in_bolivianos_come_back_whole_and_stay_when_sent_again(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)
    _post(
        client,
        learner,
        _form(**{"commitments-0-baseline": "0", "commitments-0-target": "1.234.567,125"}),
    )
    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)

    shown = {
        name: page.split(f'name="commitments-0-{name}"')[1].split('value="')[1].split('"')[0]
        for name in ("baseline", "target")
    }
    assert shown == {"baseline": "0", "target": "1.234.567,125"}
    again = _form(**{f"commitments-0-{name}": value for name, value in shown.items()})
    assert _post(client, learner, again).status_code == 303
    sent = session.scalars(select(Commitment)).one()
    assert (sent.baseline, sent.target) == (0, 1234567.125)


def test_what_changes_and_where_the_figure_comes_from_stay_with_the_plan(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)
    more = {
        "commitments-0-product": "Una lista en uso",
        "commitments-0-baseline_source": "Registro de febrero",
    }

    assert _post(client, learner, _form(**more)).status_code == 303

    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)
    assert 'value="Una lista en uso"' in page
    assert 'value="Registro de febrero"' in page
    make_open_milestone(session, learner)
    sign_in(client, learner.person_id)
    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)
    assert "<dt>Producto o cambio</dt><dd>Una lista en uso</dd>" in page
    assert "<small>Registro de febrero</small>" in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    answer = _post(client, learner, _form(**{"commitments-0-target": "0", "supervisor_name": ""}))

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Escriba una meta distinta de la cifra de hoy" in page
    assert "Escriba el nombre de su inmediato superior" in page
    assert "hago el diagnóstico" in page


def test_a_word_where_a_figure_belongs_is_refused(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    answer = _post(client, learner, _form(**{"commitments-0-baseline": "doce"}))

    assert answer.status_code == 422
    assert "Escriba solo la cifra" in answer.get_data(as_text=True)


def test_a_draft_comes_back_as_it_was_typed(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    answer = _post(client, learner, {"accion": "borrador", "commitments-0-action": "a medias, 12x"})

    assert answer.status_code == 303
    assert "a medias, 12x" in client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)
    assert session.scalars(select(Plan)).one().state is PlanState.DRAFT


def test_an_example_fills_the_form_and_saves_nothing(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    page = client.get(f"/mi-formacion/{learner.id}/plan?ejemplo=1").get_data(as_text=True)

    assert "hago el diagnóstico mínimo antes de responder" in page
    assert session.scalars(select(Plan)).all() == []


def test_a_plan_of_somebody_else_is_not_found(session, client):
    learner = make_learner(session)
    sign_in(client, make_person(session).id)

    assert client.get(f"/mi-formacion/{learner.id}/plan").status_code == 404
    assert client.get("/seguimientos").status_code == 403


def test_the_page_asks_few_questions_of_the_database(session, client, app):
    learner = make_learner(session)
    send(session, learner)
    sign_in(client, learner.person_id)

    with counted_statements(db.engine) as statements:
        client.get(f"/mi-formacion/{learner.id}/plan")

    assert len(statements) <= 10, statements


def test_the_course_page_leads_to_the_plan_by_a_clean_address(session, client):
    learner = make_learner(session)
    sign_in(client, learner.person_id)

    page = client.get(f"/mi-formacion/{learner.id}").get_data(as_text=True)

    assert f'href="/mi-formacion/{learner.id}/plan"' in page
    assert "activity_id" not in page


def test_a_change_proposed_in_time_is_no_longer_written_once_a_milestone_opened(session, client):
    learner = make_learner(session)
    plan_id = send(session, learner)
    answer_plan(session, SYSTEM, plan_id, PlanState.CHANGE_PROPOSED, note="Desde mayo")
    session.commit()
    make_open_milestone(session, learner)
    sign_in(client, learner.person_id)

    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)

    assert "El plan ya no se cambia" in page
    assert "Enviar el plan cambiado" not in page
