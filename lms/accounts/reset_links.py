"""The link that resets a password by mail: written by a job, never in the web request.

The web request does the same whoever was typed, so that neither its words nor its time tell who
is registered; the job looks the person up.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_security.recoverable import (
    generate_reset_password_token,
    reset_password_token_status,
)
from sqlalchemy.orm import Session

from lms.accounts.models import Person, User
from lms.accounts.queries.identity import find_user
from lms.accounts.rules.naming import display_name
from lms.core import clock
from lms.core.features import JobKind
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.queue import enqueue
from lms.core.jobs.run import in_transaction
from lms.core.mail.outbox import write_mail

KIND = "accounts.write_reset_mail"
_ONE_MAIL_MINUTES = 10


def ask_for_link(session: Session, identity: str) -> None:
    """Leave the link to a job; asking again within ten minutes is asking once."""
    period = int(clock.now().timestamp() // (60 * _ONE_MAIL_MINUTES))
    asked = hashlib.sha256(identity.strip().lower().encode()).hexdigest()[:32]
    enqueue(session, KIND, {"identity": identity}, unique_key=f"reset:{asked}:{period}")


def write_link(session: Session, payload: Mapping[str, Any]) -> None:
    """Write the mail with the link to who the identity means, if there is an address."""
    user = find_user(session, payload["identity"])
    person = None if user is None else session.get_one(Person, user.person_id)
    if user is None or person is None or not person.email:
        return
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    settings = current_app.extensions["gestores_settings"]
    text = _(
        "Buen día, %(name)s:\n\nPara elegir una contraseña nueva abra este enlace. Sirve una vez, "
        "durante un día:\n\n%(link)s\n\nSi usted no lo pidió, no haga nada: su contraseña sigue "
        "igual.\n\n%(school)s, teléfono %(phone)s",
        name=display_name(person.given_names, person.first_surname),
        link=f"{settings.public_url}/entrar/clave/{token}",
        school=settings.school.name,
        phone=settings.school.phone,
    )
    write_mail(
        session,
        unique_key=f"accounts.reset:{user.id}:{token[-24:]}",
        recipient=person.email,
        subject=_("Elija una contraseña nueva"),
        text=text,
        person_id=person.id,
    )


def user_of_link(token: str) -> User | None:
    """Return whose link it is, None once it was used or is too old."""
    expired, invalid, user = reset_password_token_status(token)  # type: ignore[no-untyped-call]
    return None if expired or invalid else user


def reset_mail_kind() -> JobKind:
    """Return the kind of job that writes the mail."""
    return JobKind(
        name=KIND, label=_l("Escribir un enlace de contraseña"), run=in_transaction(write_link)
    )
