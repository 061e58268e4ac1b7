"""A published case tells what was promised, what it produces and where its figures come from."""

from sqlalchemy import select

from assessments.transfer.models import Milestone, SuccessCase
from assessments.transfer.models.follow_on import CaseKind, CaseState
from assessments.transfer.queries.told_cases import told_cases
from lms.core import clock
from tests.factories.transfer import (
    a_commitment,
    a_plan,
    make_learner,
    make_open_milestone,
    send,
)


def _case(session, milestone_id, state=CaseState.PUBLISHED):
    session.add(
        SuccessCase(
            milestone_id=milestone_id,
            kind=CaseKind.SUCCESS,
            state=state,
            interview={"used": "Usé la lista.", "result": ""},
            person_consent_at=clock.now(),
            entity_consent_at=clock.now(),
        )
    )
    session.commit()


def test_the_promise_comes_first_with_its_product_and_the_source_of_its_figure(session):
    learner = make_learner(session)
    send(
        session,
        learner,
        a_plan(
            a_commitment(
                product="Una lista en uso",
                baseline=1250.0,
                baseline_source="Registro de febrero",
                target=2000.0,
            ),
            a_commitment(baseline=None),
        ),
    )
    _case(session, make_open_milestone(session, learner))

    sentence = "Compromiso: si llega una solicitud, entonces hago el diagnóstico mínimo."
    figure = "Solicitudes con diagnóstico, al empezar: 1.250 solicitudes (Registro de febrero)."
    assert told_cases(session, learner.edition.id).split("\n\n") == [
        f"{sentence} Producto o cambio: Una lista en uso. {figure}",
        sentence,
        "Usé la lista.",
    ]


def test_what_was_not_published_is_not_told(session):
    learner = make_learner(session)
    send(session, learner)
    make_open_milestone(session, learner)
    _case(session, session.scalars(select(Milestone.id)).first(), state=CaseState.INTERVIEWED)

    assert told_cases(session, learner.edition.id) == "Ninguno todavía."
