"""Pages for what goes wrong: a sentence, a way on, the school's telephone."""

import structlog
from flask import Flask, render_template
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from lms.core.db.engine import db
from lms.core.disk import is_disk_full
from lms.core.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from lms.core.i18n import gettext as _

log = structlog.get_logger(__name__)


def handle_errors(app: Flask) -> None:
    """Give every refusal and every failure its page."""
    app.register_error_handler(DomainError, _on_domain_error)
    app.register_error_handler(CSRFError, _on_csrf_error)
    app.register_error_handler(RateLimitExceeded, _on_rate_limit)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(OperationalError, _on_database_error)
    app.register_error_handler(Exception, _on_failure)


def error_page(status: int, title: str, text: str) -> tuple[str, int]:
    """Return the page for an error and its status."""
    return render_template("pages/error.html", status=status, title=title, text=text), status


def _on_domain_error(error: DomainError) -> tuple[str, int]:
    db.session.rollback()
    status = {NotFoundError: 404, NotAllowedError: 403, ConflictError: 409}.get(type(error), 409)
    title = {404: _("No encontramos esta página"), 403: _("Esta página no es para su rol")}
    return error_page(status, title.get(status, _("No se pudo hacer")), error.message)


def _on_csrf_error(_error: CSRFError) -> tuple[str, int]:
    return error_page(
        400,
        _("La página estuvo abierta demasiado tiempo"),
        _("Vuelva atrás, actualice la página y envíe otra vez. Lo que escribió sigue allí."),
    )


def _on_rate_limit(_error: RateLimitExceeded) -> tuple[str, int]:
    return error_page(
        429,
        _("Demasiados intentos seguidos"),
        _("Espere unos minutos y pruebe otra vez. Nadie bloqueó su cuenta."),
    )


def _on_http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is not None and error.code < 400:  # noqa: PLR2004 - redirects raised by Werkzeug
        return error
    title, text = {
        403: (
            _("Esta página no es para su rol"),
            _("Si usted la necesita para su trabajo, pida a la coordinación que le dé acceso."),
        ),
        404: (
            _("No encontramos esta página"),
            _("La dirección está incompleta, o la página es de otra persona o ya no existe."),
        ),
        405: (
            _("Esta dirección no se abre así"),
            _("Vuelva a la página anterior y use sus botones."),
        ),
        413: (
            _("Lo que envió es demasiado grande"),
            _("El límite es 12 MB por archivo. Envíe una foto de la página o divida el archivo."),
        ),
        415: (
            _("Esta dirección recibe formularios"),
            _("Vuelva a la página anterior y use sus botones."),
        ),
    }.get(
        error.code or 500,
        (_("No se pudo abrir la página"), _("Vuelva a la página anterior y pruebe otra vez.")),
    )
    return error_page(error.code or 500, title, text)


def _on_database_error(error: OperationalError) -> tuple[str, int]:
    db.session.rollback()
    if is_disk_full(error):
        return _no_room(error)
    log.error("database_unavailable", error=type(error.orig).__name__)
    return error_page(
        503,
        _("El sistema está ocupado"),
        _("Espere un momento y pruebe otra vez. Lo que ya estaba guardado no se pierde."),
    )


def _no_room(error: Exception) -> tuple[str, int]:
    log.error("disk_full", error=type(error).__name__)
    return error_page(
        507,
        _("El sistema no tiene espacio para guardar"),
        _(
            "No se guardó lo último que envió. Avise a la escuela y vuelva atrás: "
            "lo que escribió sigue en el formulario."
        ),
    )


def _on_failure(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    if is_disk_full(error):
        return _no_room(error)
    # Given as the error itself: outside an except block there is no current one.
    log.error("unexpected_failure", error=type(error).__name__, exc_info=error)
    return error_page(
        500,
        _("Algo falló de nuestro lado"),
        _("El equipo ya tiene el aviso. Pruebe otra vez en unos minutos."),
    )
