"""The evening report as PDF, laid out as the Word paper is, in typst's own serif."""

from dataclasses import asdict
from importlib.resources import files

from django.utils.translation import override

from bacung.ground import typesetting
from bacung.reports.papers import layout
from bacung.reports.papers.evening import EveningReport


@override("vi")
def write(report: EveningReport) -> bytes:
    """The report as a PDF; every figure with rows behind it is a link."""
    values = {
        "superior": report.superior,
        "body": report.body,
        "country": layout.COUNTRY,
        "motto": layout.MOTTO,
        "number": layout.number_line(report),
        "place_and_day": layout.place_and_day(report),
        "subject": layout.subject(report),
        "grounds": layout.grounds(report),
        "opening": layout.opening(report),
        "sections": [asdict(section) for section in layout.sections(report)],
        "closing": layout.CLOSING,
        "follow": layout.FOLLOW if report.base_link else "",
        "recipients": layout.recipients(report),
        "signatory": report.signatory,
        "demo": layout.DEMO if report.demo else "",
    }
    return typesetting.pdf(files(__package__).joinpath("report.typ"), values)
