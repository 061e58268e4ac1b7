"""The library for everybody: search, glossary and the page of an entry."""

from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from courses.content.queries.library_entry import library_entry_page
from courses.content.queries.library_glossary import library_glossary
from courses.content.queries.library_search import FACET_NAMES, search_library
from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import public
from lms.core.web.pagination import page_number

blueprint = Blueprint("library", __name__, template_folder="../templates", url_prefix="/biblioteca")


@blueprint.get("")
@public
def search() -> str:
    """Show the entries that fit what was typed and chosen."""
    asked = request.args.get("q", "")
    chosen = {name: request.args.get(name, "") for name in FACET_NAMES}
    found = search_library(read_session(), asked, chosen, page_number(request.args.get("pagina")))
    kept = {"q": found.asked} | {facet.name: facet.chosen for facet in found.facets}
    address = urlencode({name: value for name, value in kept.items() if value})
    return render_template(
        "content/library.html",
        found=found,
        pages_address=f"?{address}{'&' if address else ''}pagina=",
        without_facets=url_for("library.search", q=found.asked or None),
    )


@blueprint.get("/glosario")
@public
def glossary() -> str:
    """Show every entry under its first letter."""
    return render_template("content/glossary.html", letters=library_glossary(read_session()))


@blueprint.get("/fichas/<slug>")
@public
def entry(slug: str) -> str:
    """Show what something is, how it works and where it appears."""
    return render_template("content/entry.html", entry=library_entry_page(read_session(), slug))
