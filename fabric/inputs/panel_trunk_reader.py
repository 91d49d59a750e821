"""The trunks between panels of `equipment.yaml`: their panels and ports found, no port taken twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fabric.inputs.equipment_checks import EquipmentChecks, Placed
from fabric.inputs.equipment_forms import PanelEndForm, PanelTrunkForm
from fabric.inputs.nearest_names import nearest_remedy
from fabric.inputs.stated_names import stated_items
from fabric.project import Panel, PanelTrunk
from layouts import Document, KeyPath, exact, mm_from_m

PINNED = "MPO"
"""Connectors that have pins at one of two mated ends."""


def read_panel_trunks(
    items: Iterable[tuple[Document, KeyPath, PanelTrunkForm]], panels: Sequence[Panel], checks: EquipmentChecks
) -> Iterator[PanelTrunk]:
    """The trunks whose panels could be read. Adds ids, faults and notes to `checks`."""
    reader = _PanelTrunkReader(checks, {panel.id: panel for panel in panels})
    for document, path, form in items:
        found = reader.trunk(form, (document, path))
        if found is not None:
            yield found


class _PanelTrunkReader:
    """Finds the panels and ports of trunks; no two trunks have one port."""

    def __init__(self, checks: EquipmentChecks, panels: Mapping[str, Panel]):
        self.checks, self.panels = checks, panels
        self.stated = {str(item.get("id", "")) for item in stated_items(checks.document, "panels")}
        self.owner: dict[tuple[str, int], str] = {}
        """The trunk behind each port."""

    def trunk(self, form: PanelTrunkForm, placed: Placed) -> PanelTrunk | None:
        """One trunk; None where a panel is not known, or where its ends do not fit each other."""
        self.checks.claim(form.id, placed)
        a, b = self._panel(form, "a", placed), self._panel(form, "b", placed)
        if a is None or b is None:
            return None
        if a.id == b.id:
            message = f"trunk {form.id} joins panel {a.id} to itself"
            self.checks.fault(placed, "b", message, "Write the panel at the other end")
            return None
        if a.connector.upper() != b.connector.upper():
            message = f"trunk {form.id} joins panels of {a.connector} and {b.connector} ports"
            self.checks.fault(placed, "b", message, "Give both panels the same connector")
        last = form.a.first_port + form.lanes - 1
        outside = sorted({port for port in form.ports_in_use if not form.a.first_port <= port <= last})
        if outside:
            message = (
                f"trunk {form.id} has no lane at port {outside[0]} of {a.id}: its ports are {form.a.first_port}-{last}"
            )
            self.checks.fault(placed, "ports_in_use", message, "Write ports of the panel at a, within its lanes")
        has_pins = PINNED in a.connector.upper()
        gender = form.gender or ("male" if has_pins else "")
        if form.gender and not has_pins:
            message = f"trunk {form.id} is {form.gender}, but {a.connector} has no pins"
            self.checks.fault(placed, "gender", message, "Leave out gender, or name an MPO connector")
        return PanelTrunk(
            id=form.id,
            a_panel=a.id,
            a_first=form.a.first_port,
            b_panel=b.id,
            b_first=form.b.first_port,
            lanes=form.lanes,
            fiber=form.fiber,
            connector=a.connector,
            gender=gender,
            crossovers=1 if form.polarity == "B" else 0,
            length_mm=mm_from_m(form.length_m),
            connector_loss_mdb=_milli(form.connector_loss_db),
            loss_mdb_per_km=_milli(form.loss_db_per_km),
            taken=tuple(sorted({port - form.a.first_port for port in form.ports_in_use} - {-1})),
        )

    def _panel(self, form: PanelTrunkForm, key: str, placed: Placed) -> Panel | None:
        """The panel at one end, with the ports of the trunk claimed."""
        end: PanelEndForm = form.a if key == "a" else form.b
        panel = self.panels.get(end.panel)
        if panel is None:
            if end.panel in self.stated:
                self.checks.notes.append(
                    f"not checked yet because {end.panel} has faults: the end of trunk {form.id} there"
                )
            else:
                self.checks.fault(
                    placed,
                    key,
                    f"trunk {form.id} ends at '{end.panel}', which is not a panel of equipment.yaml",
                    nearest_remedy(end.panel, self.panels, "Use the id of a panel"),
                )
            return None
        last = end.first_port + form.lanes - 1
        if last > panel.ports:
            message = f"trunk {form.id} ends at ports {end.first_port}-{last} of {panel.id}, which has {panel.ports}"
            self.checks.fault(placed, key, message, "Correct lanes or first_port")
            return None
        ports = range(end.first_port, last + 1)
        others = {self.owner[panel.id, port]: port for port in reversed(ports) if (panel.id, port) in self.owner}
        for other, port in others.items():
            message = f"port {port} of {panel.id} is taken by trunk {other} and by trunk {form.id}"
            self.checks.fault(placed, key, message, "Correct lanes or first_port of one of the two")
        self.owner.update({(panel.id, port): form.id for port in ports})
        return panel


def _milli(value: float | None) -> int | None:
    """Decibels to milli-decibels; None stays None: a loss that no source gives is not checked."""
    return None if value is None else exact(value, 1000, "milli-decibel")
