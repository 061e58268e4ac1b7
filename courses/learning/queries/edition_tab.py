"""The tab that a feature adds to the pages of an edition."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class EditionTab:
    """What `build(session, access, edition_id=...)` of a fill of "edition.tabs" returns, or None.

    Pages behind a tab extend "learning/edition_layout.html", which needs `edition` (EditionCard)
    in its context; they fill the block `edition_content`. Lower orders stand first.
    """

    label: str
    url: str
    order: int = 100
    count: int | None = None
