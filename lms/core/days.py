"""Days as people and browsers write them."""

import re
from datetime import date

from lms.core.i18n import gettext as _

FIRST_YEAR = 1900
LAST_YEAR = 2200
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)


def sensible_day(typed: str) -> date:
    """Return a day written as 2027-03-15 or 15/03/2027; raises ValueError with words for others.

    Browsers send the first; where they have no calendar, people write the second. Beyond these
    years the edges of a day cannot be moved between zones, nor weeks be added.
    """
    text = typed.strip()
    day_first = _DAY_FIRST.fullmatch(text)
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Escriba la fecha como día, mes y año.")) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(
            _("Escriba una fecha entre %(first)s y %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        )
    return found
