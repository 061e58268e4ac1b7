"""The public pages on which anybody checks a certificate."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answered

from certificates.issuing.api import PublicRecord, public_record
from certificates.verification.forms import FileForm
from lms.core import clock
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session
from lms.core.ids import normalise_code
from lms.core.web.guards import public
from lms.core.web.limits import limiter

blueprint = Blueprint(
    "verification", __name__, template_folder="templates", url_prefix="/verificar"
)
LIMIT = "30 per minute; 300 per hour"
LONGEST_CODE = 40


@dataclass(frozen=True, kw_only=True)
class LandingForm:
    """The search of the public first page."""

    url: str


@blueprint.get("")
@public
@limiter.limit(LIMIT)
def form() -> Answered:
    """Show the search, or lead to the page of the code that was typed."""
    typed = request.args.get("codigo", "")[:LONGEST_CODE]
    code = normalise_code(typed)
    if code:
        return redirect(url_for("verification.show", code=code), 303)
    # A search for nothing is answered with the form and the reason.
    was_sent = "codigo" in request.args
    page = render_template("verification/form.html", typed=typed, is_empty=was_sent)
    return _unlisted(page, 422 if was_sent else 200)


@blueprint.get("/<code>")
@public
@limiter.limit(LIMIT)
def show(code: str) -> Answered:
    """Show what the register says of a code."""
    record = public_record(read_session(), normalise_code(code[:LONGEST_CODE]))
    return _result(record, code)


@blueprint.post("/<code>/archivo")
@public
@limiter.limit(LIMIT)
def compare(code: str) -> Answered:
    """Compare a file with the original in memory; the file is not kept."""
    record = public_record(read_session(), normalise_code(code[:LONGEST_CODE]))
    sent = FileForm()
    if not sent.validate() or record is None:
        return _result(record, code, sent, status=422 if record else 404)
    digest = hashlib.sha256()
    for chunk in iter(lambda: sent.file.data.stream.read(65536), b""):
        digest.update(chunk)
    return _result(record, code, sent, is_same=digest.hexdigest() == record.pdf_sha256)


def landing_section(_session: Session, _access: Access) -> LandingForm:
    """Return the search for the public first page."""
    return LandingForm(url=url_for("verification.form"))


def _result(
    record: PublicRecord | None,
    typed: str,
    sent: FileForm | None = None,
    *,
    is_same: bool | None = None,
    status: int | None = None,
) -> Answered:
    page = render_template(
        "verification/result.html",
        record=record,
        words=record.words if record else None,
        typed=normalise_code(typed[:LONGEST_CODE]),
        checked_at=clock.now(),
        file_form=sent or FileForm(formdata=None),
        is_same=is_same,
    )
    return _unlisted(page, status or (200 if record else 404))


def _unlisted(page: str, status: int) -> Response:
    response = make_response(page, status)
    # Names of people are not for search engines.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
