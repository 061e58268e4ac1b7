"""The page that shows every component in every state, at /guia-de-estilo in demonstrations."""

from flask import Blueprint, render_template

from lms.core.web.guards import public
from lms.design.style_guide_example import example_form, outline_modules

blueprint = Blueprint("style_guide", __name__)


@blueprint.get("/guia-de-estilo")
@public
def show() -> str:
    """Show every component."""
    return render_template("pages/style_guide.html", form=example_form(), modules=outline_modules())
