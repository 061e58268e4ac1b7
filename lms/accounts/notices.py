"""Mails that tell a person what happened to the own account."""

from sqlalchemy.orm import Session

from lms.accounts.models import Person, User
from lms.core.i18n import gettext as _
from lms.core.mail.outbox import write_mail


def write_password_notice(session: Session, user: User) -> None:
    """Tell the person by mail that the password changed, where there is an address."""
    person = session.get_one(Person, user.person_id)
    if not person.email:
        return
    write_mail(
        session,
        unique_key=f"accounts.password_changed:{user.fs_uniquifier[:24]}",
        recipient=person.email,
        subject=_("Su contraseña cambió"),
        text=_(
            "Buen día:\n\nLa contraseña de %(name)s cambió hace un momento. Si no fue usted, llame "
            "a la escuela.",
            name=f"{person.given_names} {person.first_surname}",
        ),
        person_id=person.id,
    )
