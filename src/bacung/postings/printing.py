"""From a muster to its papers: the assignment list and the rota; taking one is noted."""

from django.utils.translation import override

from bacung.areas.models import Area
from bacung.drives.models import Drive, Mandate
from bacung.drives.queries import mandate_of
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.duties import wave_span
from bacung.postings.models import Host, Muster
from bacung.postings.papers import danh_sach, lich
from bacung.postings.papers.danh_sach import AssignmentList, Part, Sent, Team
from bacung.postings.papers.letterhead import Letterhead
from bacung.postings.papers.lich import Row, SeasonSheet, Slot
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.musters import sees_drafts
from bacung.postings.queries.table import Cell, rota_table
from bacung.postings.queries.wave_table import Lodged, wave_table

LEADS = "Nhóm trưởng"
TEAM_LEADS = "Tổ trưởng"


@override("vi")
def list_pdf(viewer: Viewer, muster: Muster) -> bytes:
    """The assignment list as the viewer may see it."""
    return danh_sach.pdf(_taken(viewer, muster, "pdf"))


@override("vi")
def list_workbook(viewer: Viewer, muster: Muster) -> bytes:
    """The same as .xlsx."""
    return danh_sach.workbook(_taken(viewer, muster, "xlsx"))


@override("vi")
def rota_pdf(viewer: Viewer, muster: Muster) -> bytes:
    """The season's rota on one sheet."""
    return lich.pdf(_season_taken(viewer, muster, "pdf"))


@override("vi")
def rota_workbook(viewer: Viewer, muster: Muster) -> bytes:
    """The same as .xlsx."""
    return lich.workbook(_season_taken(viewer, muster, "xlsx"))


def _taken(viewer: Viewer, muster: Muster, shape: str) -> AssignmentList:
    made = assignment_list(viewer, muster)
    audit.record("postings.list", viewer, muster=muster.pk, shape=shape, people=made.people)
    return made


def _season_taken(viewer: Viewer, muster: Muster, shape: str) -> SeasonSheet:
    made = season_sheet(viewer, muster)
    people = sum(len(slot.people) for row in made.rows for slot in row.slots)
    audit.record("postings.list", viewer, muster=muster.pk, shape=shape, people=people)
    return made


def assignment_list(viewer: Viewer, muster: Muster) -> AssignmentList:
    """Who goes where as frozen data, as far as the viewer may see it."""
    mandate = mandate_of(muster.drive) or Mandate()
    return AssignmentList(
        head=_head(muster.drive, mandate),
        place=_place(muster),
        made_at=clock.now(),
        muster=muster.name,
        plan_number=mandate.plan_number,
        care="Người địa phương đi cùng" if muster.kind == "weekends" else "Người phụ trách",
        parts=_weekends(viewer, muster) if muster.kind == "weekends" else _wave(viewer, muster),
        signatory=mandate.signatory,
        recipients=tuple(mandate.recipients),
        draft=_is_draft(viewer, muster),
    )


def season_sheet(viewer: Viewer, muster: Muster) -> SeasonSheet:
    """The season's rota as frozen data, as far as the viewer may see it."""
    mandate = mandate_of(muster.drive) or Mandate()
    table = rota_table(viewer, muster)
    return SeasonSheet(
        head=_head(muster.drive, mandate),
        place=_place(muster),
        made_at=clock.now(),
        muster=muster.name,
        communes=tuple(str(host.commune) for host in table.hosts),
        rows=tuple(
            Row(
                weekend=week.words,
                blocked=week.blocked,
                slots=tuple(Slot(unit=cell.unit, people=_marked(cell)) for cell in week.cells),
            )
            for week in table.weeks
        ),
        signatory=mandate.signatory,
        draft=_is_draft(viewer, muster),
    )


def _marked(cell: Cell) -> tuple[str, ...]:
    """Who goes, and which of them leads."""
    return tuple(f"{name}*" if name == cell.leader else name for name in cell.people)


def _is_draft(viewer: Viewer, muster: Muster) -> bool:
    """Whether what this viewer sees differs from what is published."""
    return sees_drafts(viewer) and bool(changes_of(muster))


def _head(drive: Drive, mandate: Mandate) -> Letterhead:
    return Letterhead(
        superior=mandate.superior_body, body=mandate.issuing_body, drive=drive.name, demo=drive.is_demo
    )


def _place(muster: Muster) -> str:
    """The province whose offices write: the place beside the date."""
    host = muster.hosts.select_related("commune").order_by("pk").first()
    top = Area.objects.filter(path=host.commune.path[: Area.steplen]).first() if host else None
    return top.name if top else ""


def _weekends(viewer: Viewer, muster: Muster) -> tuple[Part, ...]:
    table = rota_table(viewer, muster)
    hosts = {host.commune_id: host for host in table.hosts}
    parts = []
    for week in table.weeks:
        teams = tuple(_team(cell, hosts[cell.commune_id]) for cell in week.cells if cell.people)
        if teams:
            parts.append(Part(title=f"Cuối tuần {week.words}", teams=teams))
    return tuple(parts)


def _team(cell: Cell, host: Host) -> Team:
    return Team(
        commune=str(host.commune),
        people=tuple(
            Sent(name=name, unit=cell.unit, role=TEAM_LEADS if name == cell.leader else "")
            for name in sorted(cell.people, key=lambda name: name != cell.leader)
        ),
        care=_along(host),
    )


def _along(host: Host) -> str:
    """Who of the commune walks along, or why nobody does."""
    return ", ".join(host.companions) or (f"Không: {host.alone_because}" if host.alone_because else "")


def _wave(viewer: Viewer, muster: Muster) -> tuple[Part, ...]:
    begins, ends = (clock.local(moment) for moment in wave_span(muster))
    title = f"Từ ngày {begins:%d/%m/%Y} đến ngày {ends:%d/%m/%Y}"
    teams = tuple(_group(row) for row in wave_table(viewer, muster).rows if row.students)
    return (Part(title=title, teams=teams),) if teams else ()


def _group(row: Lodged) -> Team:
    ordered = sorted(row.students, key=lambda student: not student.leads)
    return Team(
        commune=str(row.host.commune),
        people=tuple(
            Sent(name=each.name, unit=each.unit, role=LEADS if each.leads else "") for each in ordered
        ),
        care=row.supervisor,
    )
