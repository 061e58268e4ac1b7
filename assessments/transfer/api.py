"""Front door of transfer: what reports may ask."""

from assessments.transfer.queries.printed_report import PrintedReport, find_printed_report

__all__ = ["PrintedReport", "find_printed_report"]
