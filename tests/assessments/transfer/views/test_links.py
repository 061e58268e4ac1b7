"""Personal links: nothing is written by looking, every answer at once, dead links tell nothing."""

import gzip
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from assessments.transfer.models import Answer, Link, Milestone, Plan, StopRequest
from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.states import Audience, PlanState
from assessments.transfer.services.answer_plan import ask_supervisor
from assessments.transfer.signing import token_of
from lms.core import clock
from lms.core.db.engine import db
from lms.core.mail.models import OutgoingMail
from tests.factories.transfer import (
    a_commitment,
    a_plan,
    make_learner,
    make_open_milestone,
    move_to,
    send,
    token_for,
)

WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def learner(session):
    found = make_learner(session)
    send(session, found)
    return found


@pytest.fixture
def milestone_id(session, learner):
    return make_open_milestone(session, learner)


@pytest.fixture
def boss(session, milestone_id):
    return token_for(session, milestone_id, Audience.SUPERVISOR)


@pytest.fixture
def own(session, milestone_id):
    return token_for(session, milestone_id, Audience.PARTICIPANT)


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"', maxsplit=1)[0]


def _post(client, address, **data):
    page = client.get(address).get_data(as_text=True)
    return client.post(address, data=data | {"csrf_token": _token(page)})


def _answers(session):
    found = session.scalar(select(func.count()).select_from(Answer))
    session.commit()
    return found


def test_looking_writes_nothing(session, app, client, boss):
    from tests.support.statements import counted_statements

    with counted_statements(db.engine) as statements:
        assert client.get(f"/s/{boss}").status_code == 200
        # The inspecting client would look for a page in an answer that has none.
        assert FlaskClient(app, app.response_class).head(f"/s/{boss}").status_code == 200
        client.get(f"/s/{boss}?p=2")
        client.get(f"/s/{boss}?p=fin")

    assert [s for s in statements if s.lstrip().upper().startswith(WRITES)] == []
    assert _answers(session) == 0


@pytest.mark.parametrize("seen", ["mas_de_una_vez", "la_vez_que_correspondia"])
def test_the_superior_answers_in_two_taps(session, client, boss, milestone_id, seen):
    first = _post(client, f"/s/{boss}?p=1", codes=seen)
    second = _post(client, f"/s/{boss}?p=2", codes="tiempo")

    assert first.headers["Location"].endswith("p=2")
    assert second.headers["Location"].endswith("p=fin")
    assert "Gracias" in client.get(second.headers["Location"]).get_data(as_text=True)
    milestone = session.get_one(Milestone, milestone_id)
    assert (milestone.evidence_level, milestone.is_achieved) == (2, True)


def test_answers_can_be_changed_and_the_page_shows_what_was_chosen(session, client, boss):
    _post(client, f"/s/{boss}?p=1", codes="mas_de_una_vez")
    _post(client, f"/s/{boss}?p=1", codes="una_vez")

    page = client.get(f"/s/{boss}?p=1").get_data(as_text=True)

    assert "es su respuesta de ahora" in page
    assert _answers(session) == 2


def test_the_page_shows_the_commitment_and_no_more_of_the_person(client, boss):
    answer = client.get(f"/s/{boss}")

    page = answer.get_data(as_text=True)
    assert "Si llega una solicitud, entonces hago el diagnóstico mínimo" in page
    assert "ana@municipio.invalid" not in page
    assert "Mamani" not in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_weighs_little(app, client, boss):
    page = client.get(f"/s/{boss}")
    html = page.get_data(as_text=True)
    names = [part.split('"')[0] for part in html.split("/recursos/")[1:]]
    whole = len(gzip.compress(html.encode()))
    for name in set(names):
        got = client.get(f"/recursos/{name}", headers={"Accept-Encoding": "br"})
        whole += len(got.get_data())

    assert whole <= 30 * 1024, whole


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "x" + token,
        lambda _token: "../../etc",
        lambda _token: "é~ñ",
        lambda token: token.partition("~")[0],
    ],
)
def test_a_tampered_link_opens_the_neutral_page(client, own, spoil):
    answer = client.get(f"/s/{spoil(own)}")

    assert answer.status_code == 404


def test_expired_and_revoked_links_open_the_neutral_page_and_take_nothing(
    session, client, own, milestone_id
):
    page = client.get(f"/s/{own}").get_data(as_text=True)
    link = session.scalars(select(Link).where(Link.audience == Audience.PARTICIPANT)).one()
    link.revoked_at = clock.now()
    session.commit()
    revoked = client.post(f"/s/{own}?p=1", data={"codes": "aplicado", "csrf_token": _token(page)})
    session.get_one(Link, link.id).revoked_at = None
    session.commit()
    move_to(session.get_one(Milestone, milestone_id).ends_on + timedelta(days=1))
    session.commit()
    expired = client.get(f"/s/{own}")

    assert (revoked.status_code, expired.status_code) == (404, 404)
    assert "ya no abre nada" in expired.get_data(as_text=True)
    assert _answers(session) == 0


def test_a_new_link_goes_to_the_stored_address_only_and_the_answer_is_always_the_same(
    session, client, own
):
    link = session.scalars(select(Link).where(Link.audience == Audience.PARTICIPANT)).one()
    link.expires_at = clock.now() - timedelta(days=1)
    session.commit()
    dead = client.get(f"/s/{own}").get_data(as_text=True)

    good = client.post(f"/s/{own}/nuevo", data={"csrf_token": _token(dead), "email": "x@y.z"})
    bad = client.post(f"/s/{own}x/nuevo", data={"csrf_token": _token(dead)})

    assert good.headers["Location"] == bad.headers["Location"]
    assert client.get(good.headers["Location"]).status_code == 200
    mails = session.scalars(
        select(OutgoingMail).order_by(OutgoingMail.created_at, OutgoingMail.id)
    ).all()
    assert mails[-1].recipient == "ana@municipio.invalid"
    fresh = session.scalars(
        select(Link).where(Link.audience == Audience.PARTICIPANT, Link.revoked_at.is_(None))
    ).one()
    token = token_of(fresh.seed)
    assert token in mails[-1].text
    session.commit()
    assert client.get(f"/s/{token}").status_code == 200


def test_nothing_but_a_hash_of_the_token_is_stored(session, own):
    link = session.scalars(select(Link).where(Link.audience == Audience.PARTICIPANT)).one()

    assert own not in (link.seed, link.token_hash)
    assert own.startswith(link.seed)
    assert len(link.token_hash) == 64


def test_the_participant_walks_all_questions(session, client, own, milestone_id):
    for number, data in enumerate(
        [
            {"codes": "aplicado"},
            {"number": "4,5", "accion": "guardar"},
            {"accion": "omitir"},
            {"codes": ["TIEMPO", "EQUIPO"]},
            {"codes": []},
            {"codes": "1-2"},
            {"text": "Una visita"},
        ],
        start=1,
    ):
        answer = _post(client, f"/s/{own}?p={number}", **data)
        assert answer.status_code == 303, number

    assert answer.headers["Location"].endswith("p=fin")
    assert _answers(session) == 6
    milestone = session.get_one(Milestone, milestone_id)
    assert (milestone.is_achieved, milestone.evidence_level) == (True, 0)
    assert milestone.attainment == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (1, {"codes": "inventado"}),
        (1, {"codes": "ya_no_corresponde"}),
        (2, {"number": "mucho", "accion": "guardar"}),
        (4, {"codes": ["TIEMPO", "MEDIOS", "EQUIPO", "OTRO"]}),
    ],
)
def test_a_wrong_answer_is_refused_with_words(session, client, own, number, data):
    assert _post(client, f"/s/{own}?p={number}", **data).status_code == 422
    assert _answers(session) == 0


def test_amounts_are_shown_whole_on_every_page_behind_a_link(session, client, learner):
    context = plan_context(session, learner.person_id, learner.id)
    plan_id = send(
        session,
        learner,
        a_plan(
            a_commitment(
                baseline=980000.0,
                target=1250000.0,
                product="Más recaudación",
                baseline_source="Sistema",
            )
        ),
    )
    ask_supervisor(session, context, plan_id)
    session.commit()
    seed = session.scalars(select(Link.seed)).one()
    session.commit()
    page = client.get(f"/s/{token_of(seed)}").get_data(as_text=True)
    assert "Producto o cambio: Más recaudación" in page
    assert "Solicitudes con diagnóstico: hoy 980.000 (Sistema), meta 1.250.000 solicitudes" in page

    milestone_id = make_open_milestone(session, learner)
    own = token_for(session, milestone_id, Audience.PARTICIPANT)
    _post(client, f"/s/{own}?p=2", number="1.234.567", accion="guardar")

    page = client.get(f"/s/{own}?p=2").get_data(as_text=True)
    assert "Al empezar: 980.000. Meta: 1.250.000." in page
    assert 'value="1.234.567"' in page


def test_the_superior_agrees_with_the_plan_or_proposes_a_change(session, client, learner):
    context = plan_context(session, learner.person_id, learner.id)
    plan_id = session.scalars(select(Plan.id)).one()
    ask_supervisor(session, context, plan_id)
    session.commit()
    token = token_of(session.scalars(select(Link.seed)).one())
    session.commit()

    without_words = _post(client, f"/s/{token}", answer="change_proposed")
    proposed = _post(client, f"/s/{token}", answer="change_proposed", note="Desde mayo")
    agreed = _post(client, f"/s/{token}", answer="agreed")

    assert [a.status_code for a in (without_words, proposed, agreed)] == [422, 303, 303]
    assert session.get_one(Plan, plan_id).state is PlanState.AGREED


def test_once_the_first_milestone_opened_the_plan_takes_agreement_and_no_more(
    session, client, learner
):
    context = plan_context(session, learner.person_id, learner.id)
    plan_id = session.scalars(select(Plan.id)).one()
    ask_supervisor(session, context, plan_id)
    session.commit()
    address = f"/s/{token_of(session.scalars(select(Link.seed)).one())}"
    session.commit()
    early = client.get(address).get_data(as_text=True)
    csrf = _token(early)
    milestone_id = make_open_milestone(session, learner)
    move_to(session.get_one(Milestone, milestone_id).due_on + timedelta(days=5))
    session.commit()

    page = client.get(address).get_data(as_text=True)
    # The page was opened before the milestone, the button pressed after it.
    refused = [
        client.post(address, data={"answer": answer, "note": "Desde mayo", "csrf_token": csrf})
        for answer in ("change_proposed", "not_my_post")
    ]

    assert "Propongo un cambio" in early
    assert "Propongo un cambio" not in page
    assert "El primer seguimiento ya empezó y el plan no se cambia" in page
    assert [one.status_code for one in refused] == [409, 409]
    assert session.get_one(Plan, plan_id).state is PlanState.SENT
    session.commit()
    assert _post(client, address, answer="agreed").status_code == 303
    after = client.get(address).get_data(as_text=True)
    assert "Usted está de acuerdo." in after
    assert "<form" not in after
    session.expire_all()
    assert session.get_one(Plan, plan_id).state is PlanState.AGREED


def test_a_superior_who_left_is_asked_no_more(session, client, boss):
    page = client.get(f"/s/{boss}?p=fin").get_data(as_text=True)

    client.post(f"/s/{boss}/cambio", data={"csrf_token": _token(page)})

    assert client.get(f"/s/{boss}").status_code == 404


def test_a_participant_tells_of_another_post_with_its_cause(session, client, own):
    page = client.get(f"/s/{own}?p=fin").get_data(as_text=True)
    token = _token(page)

    silent = client.post(f"/s/{own}/cambio", data={"csrf_token": token, "kind": "reassigned"})
    told = client.post(
        f"/s/{own}/cambio",
        data={"csrf_token": token, "kind": "reassigned", "cause": "Desde mayo en Catastro"},
    )

    assert (silent.status_code, told.status_code) == (422, 303)
    assert session.scalars(select(StopRequest)).one().cause == "Desde mayo en Catastro"
