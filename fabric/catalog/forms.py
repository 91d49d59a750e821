"""The forms of the CSV files of the catalogue, one per file, and the conversion of each row to a value."""

import re
from typing import Annotated, Literal

from fabric.catalog.faceplates import Faceplate
from fabric.catalog.hardware import MOST_PER_CAGE, DeviceRole, DeviceType
from fabric.catalog.ports import PortGroup
from layouts import (
    Count,
    Face,
    Flag,
    Form,
    Kilograms,
    Name,
    PartMm,
    Quantity,
    Text,
    UsDollars,
    about,
    cents_from_usd,
    exact,
    model_validator,
)

PerCage = Annotated[int, about("Ports of a cage", strict=True, ge=1, le=MOST_PER_CAGE)]
Confidence = Literal["published", "secondary", "memory", "assumed"]
_PORT_FIELDS = {"cage", "mpo", "mpo0", "port", "port0", "way", "way0", "lane8"}
NAMES_APART = "; "
"""Text between the printed names of a row that lists them port by port."""


def _check_template(key: str, template: str, cages: int, mpos: int, lanes: int) -> None:
    """Raises ValueError where a name template has unknown parts, or names several ports alike."""
    known = _PORT_FIELDS | ({"lane"} if lanes > 1 else set())
    fields = set(re.findall(r"\{([^{}]*)\}", template))
    rest = re.sub(r"\{[^{}]*\}", "", template)
    if "{" in rest or "}" in rest or not fields <= known:
        named = ", ".join(
            f"{{{field}}}"
            for field in ("cage", "mpo", "mpo0", "lane", "way", "way0", "lane8", "port", "port0")
            if field in known
        )
        raise ValueError(f"'{key}' is {template!r}; it may hold {named}")
    by_cage = cages == 1 or "cage" in fields
    by_way = bool({"way", "way0", "lane8"} & fields)
    by_mpo = mpos == 1 or by_way or bool({"mpo", "mpo0"} & fields)
    by_lane = lanes == 1 or by_way or "lane" in fields
    if not {"port", "port0"} & fields and not (by_cage and by_mpo and by_lane):
        more = "{cage}, {mpo}" + (", {lane}" if lanes > 1 else "") + " or {port}"
        raise ValueError(f"'{key}' is {template!r}, which names several ports alike; add {more}")


def _split_names(key: str, text: str, apart: str, ports: int) -> tuple[str, ...]:
    """The names of a cell that lists them port by port; () for a template.

    Raises ValueError where the number of names is not that of the ports, or where two are alike.
    """
    names = tuple(text.split(apart))
    if len(names) == 1:
        return ()
    if len(names) != ports:
        raise ValueError(f"'{key}' lists {len(names)} names for {ports} ports; list one for each, or write a template")
    if len(set(names)) < ports:
        raise ValueError(f"'{key}' names several ports alike; give each port a name of its own")
    return names


class SourcedForm(Form):
    """A row that names its source."""

    source: Text = about("Where the figures come from")
    confidence: Confidence = about("Confidence of the least certain figure; price and jacket do not count")


class DeviceTypeForm(SourcedForm):
    """A model of switch, host, server or PDU."""

    model: Name = about("Model")
    role: DeviceRole = about("Kind of device; servers stand in network racks beside switches")
    protocol: Literal["infiniband", "ethernet", ""] = about("Protocol of a switch; the two never mix in a fabric", "")
    u_height: Annotated[
        float, about("Height in rack units; 0: it takes no rack unit", strict=True, ge=0, le=200, multiple_of=0.5)
    ]
    width_mm: PartMm = about("Width")
    depth_mm: PartMm = about("Depth")
    weight_kg: Kilograms = about("Weight")
    power_w: Quantity = about("Highest power")
    airflow: Name = about("front-to-rear or rear-to-front. Not checked against the aisles yet")
    price_usd: UsDollars = about("Price of one", 0.0)
    full_depth: Flag | None = about(
        "Whether it takes both sides of its units (NetBox: is_full_depth); false: another may be behind it where "
        "both depths fit. Default: by its depth and the sides of its ports",
        None,
    )

    @model_validator(mode="after")
    def _has_height(self) -> "DeviceTypeForm":
        if self.u_height == 0 and self.role != "pdu":
            raise ValueError(f"a {self.role} stands in rack units: 'u_height' 0 is only for a PDU beside the units")
        return self

    def value(self, ports: tuple[PortGroup, ...]) -> DeviceType:
        return DeviceType(
            model=self.model,
            role=self.role,
            half_ru=exact(self.u_height, 2, "half unit"),
            width_mm=self.width_mm,
            depth_mm=self.depth_mm,
            weight_g=exact(self.weight_kg, 1000, "gram"),
            power_w=self.power_w,
            airflow=self.airflow,
            price_cents=cents_from_usd(self.price_usd),
            source=self.source,
            confidence=self.confidence,
            port_groups=ports,
            protocol=self.protocol,
            full_depth=self.full_depth,
        )


class ModuleForm(Form):
    """Modules in the bays of a NetBox device: line cards of a chassis, network cards of a server, supplies."""

    device: Name = about("Model, part number, slug or file name of the NetBox device type whose bays are filled")
    model: Name | None = about(
        "Name of the device with its modules, for the other files; one device may be filled in several ways. Default: "
        "the model of the device",
        None,
    )
    bays: Text = about("Names of the bays as in the NetBox file, separated by '; '; 'Slot [3-6]' is four bays")
    module: Name = about(
        "Model, part number or file name of the module type, whose NetBox file lies in catalog/module-types"
    )


class NotModelledForm(SourcedForm):
    """A model that people ask for and that the catalogue does not have, because the planner cannot plan it as it is."""

    model: Name = about("Model")
    why: Text = about("The reason, to follow the name of the model")


class PortGroupForm(SourcedForm):
    """Equal cages of a device."""

    model: Name = about("Device type that has them")
    group: Name = about(
        "Purpose of the ports. Switches: fabric, or access and uplink, and management. Others: compute, storage, "
        "in-band, management, or any port_group of request.yaml"
    )
    first_cage: Count = about("Number of the first cage", 1)
    cages: Annotated[int, about("Number of cages", strict=True, ge=1, le=4096)]
    mpos: PerCage = about("Ports per cage", 1)
    cage_kind: Name = about("Form factor; only optics and cables of the same kind fit")
    face: Face = about("Side of the rack where the ports show")
    speed_gbps: Quantity = about("Speed of one port")
    printed: Name = about(
        "Name printed on the metal; {cage}, {mpo}, {mpo0}, {port0} are filled in. Or all names, separated by '; '"
    )
    os: Text = about(
        "Name that the operating system gives, or all names separated by spaces; empty where no source states it", ""
    )
    driver: Text = about("Names that the driver gives, in order, separated by spaces", "")
    rails: Text = about("Rail of each port: the index of its GPU, from 0. Empty: the order of the ports", "")
    number: Text = about("Number of the port in its fabric, such as {port} for InfiniBand; empty: none", "")

    @model_validator(mode="after")
    def _names_ports_apart(self) -> "PortGroupForm":
        ports = self.cages * self.mpos
        if not _split_names("printed", self.printed, NAMES_APART, ports):
            _check_template("printed", self.printed, self.cages, self.mpos, 1)
        if self.os and not _split_names("os", self.os, " ", ports):
            _check_template("os", self.os, self.cages, self.mpos, 1)
        if self.rails and sorted(self.rails.split()) != sorted(map(str, range(ports))):
            raise ValueError(f"'rails' is {self.rails!r}; name each rail from 0 to {ports - 1} once, port by port")
        return self

    def value(self) -> PortGroup:
        return PortGroup(
            model=self.model,
            group=self.group,
            first_cage=self.first_cage,
            cages=self.cages,
            mpos=self.mpos,
            cage_kind=self.cage_kind,
            face=self.face,
            speed_gbps=self.speed_gbps,
            printed=self.printed,
            os=self.os,
            driver=tuple(self.driver.split()),
            source=self.source,
            confidence=self.confidence,
            names=_split_names("printed", self.printed, NAMES_APART, self.cages * self.mpos),
            os_names=_split_names("os", self.os, " ", self.cages * self.mpos),
            rails=tuple(map(int, self.rails.split())),
            number=self.number,
        )


class FaceplateForm(SourcedForm):
    """Where the cages of a port group sit on the metal, seen from the side of the ports. Only drawings use it."""

    model: Name = about("Device type that has them")
    group: Name = about("Port group")
    rows: Annotated[int, about("Rows of cages", strict=True, ge=1, le=64)]
    down: Annotated[
        int,
        about(
            "Cages that are numbered down a column before the next column: 2 where 1 stands above 2; 1 along a row",
            strict=True,
            ge=1,
            le=64,
        ),
    ]
    turned: Text = about("Rows whose modules stand upside down, from 1 at the top, separated by spaces", "")

    @model_validator(mode="after")
    def _rows_fit(self) -> "FaceplateForm":
        if self.rows % self.down:
            raise ValueError(f"'down' {self.down} does not divide {self.rows} rows; state how many are numbered down")
        if not set(self.turned.split()) <= set(map(str, range(1, self.rows + 1))):
            raise ValueError(f"'turned' is {self.turned!r}; name rows from 1 to {self.rows}, separated by spaces")
        return self

    def value(self) -> Faceplate:
        return Faceplate(
            cages=self.group,
            rows=self.rows,
            down=self.down,
            turned=tuple(sorted(map(int, self.turned.split()))),
            source=self.source,
            confidence=self.confidence,
        )


class BreakoutForm(SourcedForm):
    """A way to split the cages of a port group."""

    model: Name = about("Device type that has them")
    group: Name = about("Port group whose cages are split")
    mode: Name = about("Name of the mode, such as 4x200")
    mpos: PerCage = about("Connectors of a cage in this mode; 1 where one module takes the whole cage")
    lanes: PerCage = about(
        "Ports of each connector; above 1 they take a splitter cable, whose head is in the upper tier of a design"
    )
    speed_gbps: Quantity = about("Speed of one port")
    skip: Annotated[
        int, about("Number of following cages that each split cage disables", strict=True, ge=0, le=MOST_PER_CAGE)
    ] = 0
    printed: Name = about("Name printed or given to each port; {cage}, {mpo}, {lane}, {way} are filled in")
    os: Text = about("Name that the operating system gives; empty where no source states it", "")

    @model_validator(mode="after")
    def _names_ports_apart(self) -> "BreakoutForm":
        for key, template in (("printed", self.printed), ("os", self.os)):
            if template:
                _check_template(key, template, 2, self.mpos, self.lanes)
        if self.mpos * self.lanes > MOST_PER_CAGE:
            raise ValueError(f"{self.mpos} x {self.lanes} ports in a cage are more than {MOST_PER_CAGE}")
        return self

    def value(self, native: PortGroup) -> PortGroup:
        """The split group, from the native one."""
        return PortGroup(
            model=self.model,
            group=f"{self.group}:{self.mode}",
            first_cage=native.first_cage,
            cages=native.cages,
            mpos=self.mpos,
            cage_kind=native.cage_kind,
            face=native.face,
            speed_gbps=self.speed_gbps,
            printed=self.printed,
            os=self.os,
            driver=(),
            source=self.source,
            confidence=self.confidence,
            lanes=self.lanes,
            skip=self.skip,
            absent=self._absent(native),
        )

    def _absent(self, native: PortGroup) -> tuple[int, ...]:
        """Connectors without a port; where a module takes the whole cage, cages that lack any connector."""
        if self.mpos == native.mpos:
            return native.absent
        cages = {place // native.mpos for place in native.absent}
        if self.mpos == 1:
            return tuple(sorted(cages))
        bare = [c for c in sorted(cages) if {c * native.mpos + m for m in range(native.mpos)} <= set(native.absent)]
        return tuple(cage * self.mpos + mpo for cage in bare for mpo in range(self.mpos))


class CageFitForm(SourcedForm):
    """An older kind of module that a kind of cage takes."""

    cage_kind: Name = about("Cage")
    takes: Name = about("Kind of module that also fits and works, besides its own kind")
