"""The test client that reads every page it fetches as a strict reader would."""

import re
from typing import Any

import html5lib
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

_FORBIDDEN_TEXT = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bundefined\b|\bUndefined\b|<bound method")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_BODILESS = ("HEAD", "OPTIONS")
_LABELLED = {"input", "select", "textarea"}


class PageFaultError(AssertionError):
    """A page breaks a rule of the house."""


class InspectingClient(FlaskClient):
    """A client that sends the CSRF token as our pages do, and inspects each HTML answer."""

    sends_csrf = True
    """Set to False on a client to post as a foreign site would."""

    inspects = True
    """Set to False on a client whose pages show words that no page of ours would."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, then inspect what came back when it is HTML."""
        if self.sends_csrf and str(kwargs.get("method", "GET")).upper() not in _SAFE_METHODS:
            headers = Headers(kwargs.get("headers") or {})
            if "X-CSRFToken" not in headers:
                headers["X-CSRFToken"] = self._csrf_token()
            kwargs["headers"] = headers
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and response.request.method not in _BODILESS
        if self.inspects and is_page and response.status_code not in (301, 302, 303, 308):
            inspect(response.get_data(as_text=True), str(response.request.path))
        return response

    def _csrf_token(self) -> str:
        with self.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", "0" * 40)
        signer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return str(signer.dumps(raw))


def inspect(html: str, where: str) -> None:
    """Raise PageFaultError with every fault of a page."""
    faults = list(_faults(html))
    if faults:
        raise PageFaultError(f"{where}: " + "; ".join(faults))


def parse(html: str) -> Any:
    """Return the page as an element tree without namespaces; refuses what HTML5 does not allow."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(html)
    errors = [code for _place, code, _facts in parser.errors]
    if errors:
        raise PageFaultError(f"HTML errors: {sorted(set(errors))}")
    return tree


def visible_text(tree: Any) -> str:
    """Return the text that a person reads, scripts and styles left out."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        if node.tag in ("script", "style") or not isinstance(node.tag, str):
            parts.append(node.tail or "")
            return
        parts.append(node.text or "")
        for child in node:
            walk(child)
        parts.append(node.tail or "")

    walk(tree)
    return " ".join(" ".join(parts).split())


def _faults(html: str):
    try:
        tree = parse(html)
    except PageFaultError as fault:
        yield str(fault)
        return
    elements = [node for node in tree.iter() if isinstance(node.tag, str)]
    yield from _document_faults(tree, elements)
    yield from _form_faults(elements)
    yield from _script_faults(elements)
    found = _FORBIDDEN_TEXT.search(visible_text(tree))
    if found:
        yield f"the text shows {found.group()!r}"


def _document_faults(tree: Any, elements: list[Any]):
    if tree.get("lang") != "es":
        yield "html has no lang=es"
    titles = [node for node in elements if node.tag == "title" and (node.text or "").strip()]
    heads = [node for node in elements if node.tag == "h1"]
    if not titles:
        yield "no title"
    if len(heads) != 1:
        yield f"{len(heads)} h1"
    seen: set[str] = set()
    for node in elements:
        name = node.get("id")
        if name is not None and name in seen:
            yield f"id {name} twice"
        seen.add(name or "")
        if node.tag == "img" and node.get("alt") is None:
            yield "img without alt"
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for target in (node.get(attribute) or "").split():
                if not any(other.get("id") == target for other in elements):
                    yield f"{attribute} points to missing {target}"


def _form_faults(elements: list[Any]):
    labelled = {node.get("for") for node in elements if node.tag == "label"}
    inside = {
        id(child)
        for node in elements
        if node.tag == "label"
        for child in node.iter()
        if child.tag in _LABELLED
    }
    for node in elements:
        if node.tag in _LABELLED and node.get("type") not in ("hidden", "submit", "button"):
            has_name = node.get("aria-label") or node.get("aria-labelledby")
            if node.get("id") not in labelled and id(node) not in inside and not has_name:
                yield f"{node.tag} {node.get('name')} without label"
        if node.tag == "form" and (node.get("method") or "get").lower() == "post":
            if not any(child.get("name") == "csrf_token" for child in node.iter("input")):
                yield f"form {node.get('action')} without CSRF field"
        if node.tag == "button" and not (
            "".join(node.itertext()).strip() or node.get("aria-label")
        ):
            yield "button without name"
        if node.tag == "a" and node.get("href") is not None:
            text = "".join(node.itertext()).strip()
            images = [img.get("alt") for img in node.iter("img")]
            if not text and not any(images) and not node.get("aria-label"):
                yield f"link {node.get('href')} without name"


def _script_faults(elements: list[Any]):
    for node in elements:
        if node.tag == "script" and not node.get("nonce"):
            yield "script without nonce"
        if node.tag == "style" or node.get("style") is not None:
            yield f"inline style on {node.tag}"
        for attribute in node.attrib:
            if isinstance(attribute, str) and attribute.startswith("on"):
                yield f"inline handler {attribute} on {node.tag}"
