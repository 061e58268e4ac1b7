"""Reads e-mails for the administrator: what was written, sent, doubtful or refused."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.mail.models import MailState, OutgoingMail
from lms.core.web.pagination import PAGE_SIZE, Page


def mail_page(session: Session, *, state: MailState | None, number: int) -> Page[OutgoingMail]:
    """Return e-mails, newest first, of one state or all."""
    where = [] if state is None else [OutgoingMail.state == state]
    total = session.scalar(select(func.count()).select_from(OutgoingMail).where(*where)) or 0
    rows = session.scalars(
        select(OutgoingMail)
        .where(*where)
        .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows=rows, number=number, total=total)


def one_mail(session: Session, mail_id: UUID) -> OutgoingMail:
    """Return one e-mail; raises NotFoundError."""
    mail = session.get(OutgoingMail, mail_id)
    if mail is None:
        raise NotFoundError(_("No encontramos ese correo."))
    return mail
