"""Fills a quiz's page with the right answers, as somebody who read the lessons would."""

from playwright.sync_api import Locator, Page
from sqlalchemy import select

from assessments.questions.api import (
    Choice,
    Matching,
    Numeric,
    Ordering,
    Short,
    TrueFalse,
    from_stored,
)
from assessments.questions.models import Question


def answer_key(session) -> dict[str, object]:
    """Return the body of every question by its text as shown."""
    return {
        " ".join(row.body["text"].split()): from_stored(row.kind, row.body)
        for row in session.scalars(select(Question))
    }


def answer_rightly(page: Page, key: dict[str, object]) -> None:
    """Answer the question that the page shows."""
    part = page.locator("[data-part]:not([hidden])")
    shown = " ".join(part.locator("legend").first.inner_text().split())
    match key[shown]:
        case Choice(options=options):
            for option in options:
                if option.is_right:
                    _choose(part, option.text)
        case TrueFalse(answer=answer):
            _choose(part, "Verdadero" if answer else "Falso")
        case Matching(pairs=pairs, rights=rights):
            for pair in pairs:
                part.get_by_label(pair.left, exact=True).select_option(label=rights[pair.right])
        case Ordering(items=items, order=order):
            for place, index in enumerate(order, 1):
                part.get_by_label(items[index], exact=True).select_option(label=str(place))
        case Numeric() as numeric:
            part.locator("input.input").fill(f"{numeric.answer:g}".replace(".", ","))
        case Short(accept=accept):
            part.locator("input.input").fill(accept[0])
        case other:
            raise AssertionError(f"no right answer is known for {type(other).__name__}: {shown}")


def _choose(part: Locator, text: str) -> None:
    wanted = " ".join(text.split())
    for label in part.locator("label.choice").all():
        if " ".join(label.inner_text().split()) == wanted:
            label.click()
            return
    raise AssertionError(f"the option is not on the page: {wanted}")
