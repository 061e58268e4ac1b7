"""A forgotten password is mended by mail, without telling strangers who is registered."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.accounts.reset_links import KIND, write_link
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.models import Job
from lms.core.mail.models import OutgoingMail
from tests.support.sign_in import make_person, make_user, sign_in

NEW = "lluvia sobre papel"


@pytest.fixture
def do_jobs(session):
    """Do what the worker would do, and return the mails that stand."""

    def run():
        for job in session.scalars(select(Job).where(Job.kind == KIND)).all():
            payload = dict(job.payload)
            session.commit()
            with unit_of_work() as writing:
                write_link(writing, payload)
        return session.scalars(select(OutgoingMail)).all()

    return run


@pytest.fixture
def link(ana, post, do_jobs):
    post("/entrar/olvide", {"identity": "4912345-1A LP"})
    return re.search(r"/entrar/clave/\S+", do_jobs()[0].text)[0]


def test_the_link_arrives_by_mail_and_changes_the_password(ana, link, post, enter):
    response = post(link, {"password": NEW, "repeated": NEW})

    assert response.status_code == 303
    assert enter("ana.quispe", NEW).status_code == 302


def test_the_mail_leaves_by_a_job(ana, post, session):
    post("/entrar/olvide", {"identity": "ana.quispe"})

    assert session.scalars(select(OutgoingMail)).all() == []
    assert session.scalars(select(Job.kind)).all() == [KIND]


def test_a_link_works_once(ana, link, client, post):
    post(link, {"password": NEW, "repeated": NEW})

    assert client.get(link).headers["Location"].endswith("/entrar/olvide")


def test_a_changed_link_opens_nothing(ana, link, client):
    assert client.get(link[:-3] + "abc").status_code == 303


def test_a_weak_password_is_refused_and_the_link_stays(ana, link, post):
    assert post(link, {"password": "4912345x", "repeated": "otra"}).status_code == 422
    assert post(link, {"password": "12345678", "repeated": "12345678"}).status_code == 409
    assert post(link, {"password": NEW, "repeated": NEW}).status_code == 303


def test_resetting_ends_open_sessions(ana, app, link, post):
    elsewhere = sign_in(app.test_client(), ana.id)

    post(link, {"password": NEW, "repeated": NEW})

    assert elsewhere.get("/mi-cuenta").status_code == 302


def test_everybody_gets_the_same_answer(session, ana, post, do_jobs):
    make_user(session, make_person(session), username="sin.correo")
    for name in ("uno.junto", "otro.junto"):
        make_user(session, make_person(session, email="juntos@ejemplo.bo"), username=name)
    typed = ["ana.quispe", "nadie", "sin.correo", "juntos@ejemplo.bo", "nadie@ejemplo.bo"]

    answers = [post("/entrar/olvide", {"identity": identity}) for identity in typed]

    pages = {re.sub(r'nonce="[^"]+"', "", answer.get_data(as_text=True)) for answer in answers}
    assert {answer.status_code for answer in answers} == {200}
    assert len(pages) == 1
    assert [mail.recipient for mail in do_jobs()] == ["ana@ejemplo.bo"]


def test_asking_twice_writes_one_mail(ana, post, do_jobs):
    for _ in range(3):
        post("/entrar/olvide", {"identity": "ana.quispe"})

    assert len(do_jobs()) == 1


def test_an_empty_identity_is_said_beside_it(post):
    response = post("/entrar/olvide", {"identity": " "})

    assert response.status_code == 422
    assert "Escriba su número de carnet" in response.get_data(as_text=True)


def test_the_password_is_kept_as_argon2id(session, ana, link, post):
    post(link, {"password": NEW, "repeated": NEW})

    kept = session.scalars(select(User.password)).one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
