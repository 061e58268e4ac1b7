"""People who can sign in, and small steps of pages."""

import re

import pytest

from lms.accounts.services.set_password import hash_password
from lms.organizations.models import Organization, OrganizationKind
from tests.support.sign_in import make_person, make_user

PASSWORD = "papa lluvia camino"


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def ana(session, password_hash):
    """Ana Quispe, who enters with carnet 4912345-1A, ana.quispe or her mail."""
    person = make_person(
        session,
        document_number="4912345",
        document_complement="1A",
        document_place="LP",
        email="ana@ejemplo.bo",
        phone="+59171234567",
    )
    make_user(session, person, username="ana.quispe", password=password_hash)
    return person


@pytest.fixture
def town(session):
    """A municipality's id."""
    return make_organization(session, "Achocalla")


@pytest.fixture
def other_town(session):
    return make_organization(session, "Palca")


def make_organization(session, name, parent_id=None, kind=OrganizationKind.MUNICIPALITY):
    row = Organization(kind=kind, name=name, parent_id=parent_id)
    session.add(row)
    session.flush()
    key = row.id
    session.commit()
    return key


@pytest.fixture
def post(client):
    """Send a form as a browser does: with the token of the page."""

    def send(path, data=None, *, page=None, by=None, **more):
        sender = by or client
        html = sender.get(page or path).get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', html)
        assert token, f"{page or path} has no form"
        return sender.post(path, data={"csrf_token": token[1]} | (data or {}), **more)

    return send


@pytest.fixture
def enter(post):
    """Sign in through the page."""

    def send(identity, password=PASSWORD, **more):
        fields = {"identity": identity, "password": password} | more.pop("data", {})
        return post("/entrar", fields, **more)

    return send
