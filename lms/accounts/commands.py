"""Commands about users: `lms user create`, `lms user grant`, `lms user password`."""

import click
from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.accounts.queries.identity import find_person_by_document, find_user
from lms.accounts.rules.granting import REACHES
from lms.accounts.services.create_person import create_person
from lms.accounts.services.grant_role import grant_role
from lms.accounts.services.person_input import PersonInput
from lms.accounts.services.set_password import set_password, set_username
from lms.core.access import SYSTEM, Role, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import DomainError

_PLATFORM_ROLES = [role for role, scope in REACHES.items() if scope is Scope.PLATFORM]
_PASSWORD = click.option(
    "--password",
    prompt="Contraseña",
    hide_input=True,
    confirmation_prompt="Repita la contraseña",
    help="Se pregunta cuando no se da.",
)


@click.group("user")
def user_commands() -> None:
    """Personas que ingresan y sus roles."""


@user_commands.command("create")
@click.option("--given-names", prompt="Nombres", help="Nombres de la persona.")
@click.option("--first-surname", prompt="Primer apellido", help="Primer apellido.")
@click.option("--second-surname", default="", help="Segundo apellido, si lo tiene.")
@click.option("--document", prompt="Carnet", help="Carnet, por ejemplo 4912345-1A LP.")
@click.option("--email", default="", help="Correo, si lo tiene.")
@click.option("--username", default="", help="Nombre de usuario, si quiere uno.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in _PLATFORM_ROLES]),
    default=None,
    help="Rol en toda la plataforma.",
)
@_PASSWORD
def create(
    given_names: str,
    first_surname: str,
    second_surname: str,
    document: str,
    email: str,
    username: str,
    role: str | None,
    password: str,
) -> None:
    """Hace una persona que puede ingresar; la primera suele ser quien administra."""
    try:
        with unit_of_work() as session:
            person_id = create_person(
                session,
                SYSTEM,
                PersonInput(
                    given_names=given_names,
                    first_surname=first_surname,
                    second_surname=second_surname or None,
                    document=document,
                    email=email or None,
                ),
            )
            set_password(session, SYSTEM, person_id, password)
            if username:
                set_username(session, SYSTEM, person_id, username)
            if role:
                grant_role(session, SYSTEM, person_id=person_id, role=Role(role))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Lista: ingresa con el carnet {document}{f' o {username}' if username else ''}.")


@user_commands.command("grant")
@click.argument("identity")
@click.argument("role", type=click.Choice([role.value for role in _PLATFORM_ROLES]))
def grant(identity: str, role: str) -> None:
    """Da un rol en toda la plataforma a quien tiene este carnet o nombre de usuario."""
    try:
        with unit_of_work() as session:
            person = _person(session, identity)
            grant_role(session, SYSTEM, person_id=person.id, role=Role(role))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("Se dio el rol.")


@user_commands.command("password")
@click.argument("identity")
@_PASSWORD
def password(identity: str, password: str) -> None:
    """Pone una contraseña nueva y termina las sesiones abiertas."""
    try:
        with unit_of_work() as session:
            set_password(session, SYSTEM, _person(session, identity).id, password)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("La contraseña cambió.")


def _person(session: Session, identity: str) -> Person:
    person = find_person_by_document(session, identity)
    if person is None:
        user = find_user(session, identity)
        person = None if user is None else session.get(Person, user.person_id)
    if person is None:
        raise click.ClickException(f"No hay una persona con «{identity}».")
    return person
