"""Markdown of authors, turned into HTML and cleaned of everything that could act."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "blockquote", "a", "img", "table",
    "thead", "tbody", "tr", "th", "td", "hr", "br", "code", "pre", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"scope"},
    "table": {"tabindex"},
    "ol": {"start"},
}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


@lru_cache(maxsize=512)
def render_markdown(text: str) -> Markup:
    """Return safe HTML: no script, no style, links without referrer, headings from h2 down."""
    html = _parser.render(text)
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    html = html.replace("<th>", '<th scope="col">')
    # A wide table scrolls in its own frame on a phone: the keyboard must reach it.
    html = html.replace("<table>", '<table tabindex="0">')
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return Markup(cleaned)  # noqa: S704 - what nh3 returned is the one trusted source of HTML
