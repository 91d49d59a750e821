"""What `equipment.yaml`, `inventory.yaml`, `request.yaml`, `crew.yaml` and `labour.csv` may say."""

from datetime import date, datetime
from typing import Annotated, Literal

from fabric.inputs.network_forms import NetworkForm
from fabric.project import Role, Status
from fabric.vocabulary import Objective
from layouts import (
    Count,
    Face,
    Flag,
    Form,
    Hours,
    Metres,
    Minutes,
    Name,
    Quantity,
    RackUnits,
    Stock,
    Text,
    TimeOfDay,
    UsDollars,
    Weight,
    about,
    model_validator,
)


class DeviceForm(Form):
    """A device, standing somewhere or to be placed."""

    id: Name = about("Name of the device, unique in the project")
    model: Name = about("Device type of the catalogue")
    role: Role | None = about(
        "What it does; default: other for switches, host for what networks connect. Switches that stand already and "
        "are to be used say leaf, spine or core",
        None,
    )
    rack: Name | None = about("Rack; without it the planner places the device", None)
    u: RackUnits | None = about("Lowest-numbered rack unit that it takes", None)
    face: Face | None = about("Side of the rack where its ports show; default: as in the catalogue", None)
    su: Quantity | None = about("Scalable unit that a host belongs to; default: in order of the list", None)
    status: Status = about("planned, or how far it is", "planned")

    @model_validator(mode="after")
    def _has_whole_place(self) -> "DeviceForm":
        if (self.rack is None) != (self.u is None):
            raise ValueError("rack and u belong together: state both, or neither to have the device placed")
        return self


class DeviceGroupForm(Form):
    """Equal devices: in these racks at these units, or `count` of them to be placed."""

    prefix: Name = about("Names are prefix + number")
    first: Quantity = about("First number", 1)
    digits: Annotated[int, about("Digits of the number", strict=True, ge=1, le=6)] = 3
    model: Name = about("Device type of the catalogue")
    racks: list[Name] = about("Racks to fill", [])
    u: list[RackUnits] = about("Lowest-numbered unit of each device in a rack", [])
    count: Quantity | None = about("How many to place, where no racks are given", None)
    face: Face | None = about("Side of the rack where their ports show; default: as in the catalogue", None)
    su: Quantity | None = about("Scalable unit that they belong to", None)

    @model_validator(mode="after")
    def _says_where(self) -> "DeviceGroupForm":
        if bool(self.racks) != bool(self.u) or bool(self.racks) == (self.count is not None):
            raise ValueError("a group needs either racks and u, or count")
        return self


class PanelForm(Form):
    """A patch panel."""

    id: Name = about("Name of the panel")
    rack: Name = about("Rack")
    u: RackUnits = about("Lowest-numbered rack unit")
    u_height: RackUnits = about("Height in rack units", 1.0)
    ports: Quantity = about("Number of ports")
    connector: Name = about("Connector of its ports")


class EndForm(Form):
    """One end of a cable."""

    device: Name = about("Device")
    port: Name = about("Port as printed on the metal")


class ExistingCableForm(Form):
    """A cable that lies already and stays."""

    id: Name = about("Name of the cable")
    a: EndForm = about("One end")
    b: EndForm = about("The other end")
    diameter_mm: Metres = about("Outer diameter in millimetres", 3.0)
    pathways: list[Name] = about("Pathways that it lies in", [])
    status: Status = about("How far it is", "installed")


class EquipmentForm(Form):
    """What stands where, and what is cabled already."""

    groups: list[DeviceGroupForm] = about("Groups of equal devices", [])
    devices: list[DeviceForm] = about("Single devices; long lists go to devices.csv", [])
    panels: list[PanelForm] = about("Patch panels", [])
    cables: list[ExistingCableForm] = about("Cables that lie already; long lists go to cables.csv", [])


class LotForm(Form):
    """Pieces of one model."""

    id: Name | None = about("Name of the lot; default: its model and length", None)
    model: Name = about("Model in the catalogue: device, optic, cable or trunk")
    quantity: Stock = about("How many there are: a number, or unlimited", "unlimited")
    length_m: Metres | None = about("Length, for cables in stock", None)
    lengths_m: list[Metres] = about("Several lengths, each in this quantity", [])
    condition: Literal["new", "used", "leftover"] = about(
        "Condition; bill, schedule and kitting list print it where it is not new", "new"
    )
    price_usd: UsDollars | None = about("Price of one; default: the catalogue's", None)
    arrives: date | None = about(
        "Day from which they can be used; lots that arrive after racks_ready are left out. Default: they are here", None
    )
    to_order: Flag = about("Made to measure on order", False)
    lead_time_days: Annotated[
        int, about("Days from order to delivery; the order form says by when to order", strict=True, ge=0, le=2000)
    ] = 0


class InventoryForm(Form):
    """What there is to build with."""

    lots: list[LotForm] = about("Lots; long lists go to lots.csv", [])


class LimitsForm(Form):
    """What the planner may use."""

    trunk_legs: list[Quantity] = about("Sizes of trunks that may be ordered, in legs", [12, 24, 48])
    bundle_jumpers: Quantity = about("Jumpers that may be taped into one bundle; 1 forbids bundles", 24)
    custom_kinds: Count | None = about("How many kinds of trunks may be ordered", None)
    fibers: list[Literal["mm", "sm", "copper"]] = about("Media that may be used", ["mm", "sm", "copper"])


class WeightsForm(Form):
    """What an hour of install time, a person-hour and a US dollar count, in any one currency."""

    install_hour: Weight = about("An hour of install time", 1.0)
    person_hour: Weight = about("A person-hour", 0.0)
    usd: Weight = about("A US dollar of material", 0.0)


NO_CONTROLS = r"^[^\x00-\x1f\x7f-\x9f]+$"
"""What can be printed on a line."""


class LabelForm(Form):
    """How labels name an end of a cable."""

    end: Annotated[
        str,
        about(
            "Template of one end; fields: {site}, {room}, {row}, {rack}, {u}, {device}, {port} (cage, connector, "
            "lane), "
            "{printed} (as on the metal)",
            min_length=1,
            max_length=120,
            pattern=NO_CONTROLS,
        ),
    ] = "{rack}-{u}:{port}"
    between: Annotated[
        str, about("What stands between near and far end", min_length=1, max_length=8, pattern=NO_CONTROLS)
    ] = "/"


class RequestForm(Form):
    """What must be connected, within which limits."""

    networks: list[NetworkForm] = about("Networks wanted; they share racks, pathways and crew", min_length=1)
    limits: LimitsForm = about("Limits", LimitsForm())
    racks_ready: datetime | None = about("When the racks stand and the clock starts; default: undated", None)
    order_date: date | None = about(
        "Day on which assemblies to order are ordered; those whose lead time ends after racks_ready are left out. "
        "Default: early enough",
        None,
    )
    deadline: datetime | None = about("When the last link must be tested", None)
    budget_usd: UsDollars | None = about("What material may cost", None)
    objective: Objective = about(
        "What is made least among the plans that are tried. `first-su`: the time until the first scalable unit is "
        "ready. `weighted`: the sum that `weights` make",
        "install-time",
    )
    first: list[Name] = about(
        "Networks that are installed before the others, in this order, such as the out-of-band one", []
    )
    phases: list[list[Name]] = about(
        "Build phases: lists of rows that are handed over together, in order. A link belongs to the latest phase of "
        "its ends; rows that no phase names hold nothing up. Default: as `phase` of the rows in site.yaml",
        [],
    )
    weights: WeightsForm = about("What the objective `weighted` counts", WeightsForm())
    label: LabelForm = about("The grammar of labels", LabelForm())
    seed: Annotated[int, about("Seed of every random choice", strict=True, ge=0, lt=2**31)] = 1


class BreakForm(Form):
    """A break."""

    after_h: Hours = about("Hours after the start of the shift")
    minutes: Quantity = about("Length in minutes")


class ShiftForm(Form):
    """A daily shift."""

    id: Name = about("Name of the shift")
    start: TimeOfDay = about("Start, such as 06:00")
    hours: Hours = about("Length in hours")
    technicians: Quantity = about("Technicians at work")
    skills: dict[Name, Quantity] = about(
        "How many of them have a skill. testing: only so many crews, one such technician each, test links", {}
    )
    breaks: list[BreakForm] = about("Breaks, in which the working clock stands", [])


class RisksForm(Form):
    """What goes wrong on bad days; simulations draw it."""

    error_rate: Annotated[
        float, about("Mistakes per link, found by its test, then mended", strict=True, ge=0, le=1)
    ] = 0.02
    late_minutes: Annotated[
        float, about("Minutes by which a shift starts late on average", strict=True, ge=0, le=240)
    ] = 10
    absence_rate: Annotated[float, about("Chance that a technician misses a shift", strict=True, ge=0, lt=1)] = 0.03
    scatter: Annotated[
        float,
        about(
            "Standard deviation of what one package takes over what its crew takes for such", strict=True, ge=0, le=1
        ),
    ] = 0.2


class CrewForm(Form):
    """Who installs."""

    shifts: list[ShiftForm] = about("Shifts of a day, in order", min_length=1)
    crew_size: Annotated[int, about("Technicians in a crew", strict=True, ge=1, le=8)] = 2
    hand_over: Flag = about("Whether a piece of work may go on over a break or the end of a shift", False)
    risks: RisksForm = about("What goes wrong on bad days, for simulations; the defaults are assumed", RisksForm())


class LabourForm(Form):
    """Person-time of one act."""

    act: Name = about("Act")
    unit: Text = about("Unit: assembly, m, end, leg end, connector, cage, link, rack, ...", "")
    person_minutes: Minutes = about("Person-minutes per unit")
    crew: Quantity | None = about("Technicians that the act takes; crews must be as large", None)
    low: Minutes | None = about("Low figure", None)
    high: Minutes | None = about("High figure", None)
    source: Text = about("Where the figure is from", "stated by the project")
    confidence: Text = about("published..., or assumed", "stated by the project")
