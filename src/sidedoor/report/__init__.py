"""The report: one page that needs nothing beside itself, for people who would rather look than read."""

from sidedoor.report.page import write_report

__all__ = ["write_report"]
