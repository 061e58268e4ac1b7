"""The first user comes from the command line, and the demonstration has one for each role."""

import pytest
from sqlalchemy import select

from lms.accounts.commands import user_commands
from lms.accounts.demo import demo_person_id, demo_sign_ins, has_demo_user, load_people
from lms.accounts.models import Person, RoleGrant, User
from lms.core.access import Role
from lms.core.db.unit_of_work import unit_of_work
from lms.organizations.models import OrganizationKind
from tests.lms.accounts.conftest import PASSWORD, make_organization

CREATE = ["create", "--given-names", "Nora", "--first-surname", "Rojas", "--document", "4912345-1A"]


@pytest.fixture
def run(app_context):
    runner = app_context.test_cli_runner()
    return lambda *words: runner.invoke(user_commands, words)


def test_the_first_administrator_can_enter(run, session, enter):
    result = run(*CREATE, "--role", "administrator", "--username", "nora", "--password", PASSWORD)

    assert result.exit_code == 0, result.output
    assert session.scalars(select(RoleGrant.role)).all() == [Role.ADMINISTRATOR]
    assert enter("nora").status_code == 302


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (["--password", "corta"], "8 letras o más"),
        (["--password", PASSWORD, "--email", "x"], "Escriba el correo completo"),
        (["--password", PASSWORD, "--username", "12"], "tres letras"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_leaves_nothing(run, session, over, words):
    result = run(*CREATE, *over)

    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output
    assert session.scalars(select(Person)).all() == []


def test_a_role_is_granted_by_carnet_or_user_name(run, session):
    run(*CREATE, "--username", "nora", "--password", PASSWORD)

    assert run("grant", "4912345 1a", "coordinator").exit_code == 0
    assert run("grant", "nora", "coordinator").exit_code == 0
    assert run("grant", "nadie", "coordinator").exit_code == 1
    assert session.scalars(select(RoleGrant.role)).all() == [Role.COORDINATOR]


def test_a_password_is_set_from_the_command_line(run, session, enter):
    run(*CREATE, "--password", PASSWORD)

    assert run("password", "4912345-1A", "--password", "lluvia sobre papel").exit_code == 0

    assert enter("4912345-1A", "lluvia sobre papel").status_code == 302


@pytest.fixture
def demo(session, town):
    make_organization(session, "Fundación de ejemplo", kind=OrganizationKind.SPONSOR)
    for _ in range(2):
        with unit_of_work() as writing:
            load_people(writing)


def test_every_role_has_an_invented_person_who_enters(session, app, demo, enter):
    for _label, username, password in demo_sign_ins():
        assert enter(username, password, by=app.test_client()).status_code == 302

    assert {person.is_fictional for person in session.scalars(select(Person))} == {True}
    assert len(session.scalars(select(User)).all()) == len(Role)
    assert all(demo_person_id(session, role) for role in Role)
    assert has_demo_user(session)


def test_the_demonstration_grants_each_role_in_its_scope_once(session, demo):
    granted = session.scalars(select(RoleGrant.role)).all()

    assert sorted(granted) == sorted(set(Role) - {Role.PARTICIPANT, Role.TRAINER})


def test_a_real_school_has_no_invented_user(session):
    assert not has_demo_user(session)
