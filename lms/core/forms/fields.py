"""Fields whose values every service may reckon with."""

from typing import Any

from wtforms import DateField

from lms.core.days import sensible_day


class DayField(DateField):
    """A day between 1900 and 2200."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; nothing typed is no day."""
        self.data = None
        # Spaces alone are refused here: what is required would take them for an answer.
        if valuelist and valuelist[0]:
            self.data = sensible_day(str(valuelist[0]))
