"""The administrator's page of audit lines."""

from uuid import UUID

from flask import Blueprint, render_template, request

from lms.audit.queries.audit_page import audit_page
from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import permission
from lms.core.web.pagination import page_number

blueprint = Blueprint("audit", __name__, template_folder="templates", url_prefix="/auditoria")


@blueprint.get("")
@permission("read_audit")
def lines() -> str:
    """Show the lines, newest first, narrowed by action or object."""
    action = request.args.get("accion", "")[:80]
    page = audit_page(
        read_session(),
        number=page_number(request.args.get("pagina")),
        action=action,
        object_id=_uuid(request.args.get("objeto")),
    )
    return render_template(
        "audit/lines.html", page=page, action=action, object_id=request.args.get("objeto", "")[:36]
    )


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None
