"""Health and figures, for machines."""

import hmac

from flask import Blueprint, Response, abort, current_app, jsonify, request

from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import public
from lms.operations.health import readiness
from lms.operations.metrics import metrics_text

blueprint = Blueprint("health", __name__)
_LOOPBACK = {"127.0.0.1", "::1"}


@blueprint.get("/salud")
@public
def live() -> Response:
    """Answer that the process lives."""
    return jsonify(state="live")


@blueprint.get("/salud/lista")
@public
def ready() -> tuple[Response, int]:
    """Answer whether the product can work; details only to this machine."""
    settings = current_app.extensions["gestores_settings"]
    checks = readiness(read_session(), settings.home)
    is_ready = all(check.is_good for check in checks)
    body: dict[str, object] = {"state": "ready" if is_ready else "not ready"}
    if _may_see_details():
        body["checks"] = {
            check.name: {"good": check.is_good, "detail": check.detail} for check in checks
        }
    return jsonify(body), 200 if is_ready else 503


@blueprint.get("/metricas")
@public
def metrics() -> Response:
    """Answer the figures, to this machine or to who brings the token."""
    if not _may_see_details():
        abort(404)
    return Response(metrics_text(read_session()), mimetype="text/plain; version=0.0.4")


def _may_see_details() -> bool:
    settings = current_app.extensions["gestores_settings"]
    if settings.metrics_token:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(sent.encode(), settings.metrics_token.encode())
    # Behind a proxy on this machine everybody comes from loopback: then only the token opens.
    return request.remote_addr in _LOOPBACK and "X-Forwarded-For" not in request.headers
