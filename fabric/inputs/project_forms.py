"""The forms of `equipment.yaml`, `inventory.yaml`, `request.yaml`, `crew.yaml` and `labour.csv`."""

from typing import Annotated, Literal

from fabric.inputs.network_forms import NetworkForm
from fabric.project import MOST_TECHNICIANS, Role, Status, Supply
from fabric.vocabulary import Objective, Weekday
from layouts import (
    Count,
    Day,
    Face,
    Flag,
    Form,
    Hours,
    Line,
    Metres,
    Minutes,
    Moment,
    Name,
    Percent,
    PositiveMm,
    Quantity,
    RackUnits,
    Stock,
    StockMetres,
    Text,
    Thousands,
    TimeOfDay,
    Tolerance,
    UsDollars,
    Weight,
    about,
    model_validator,
)

STATUS = "Progress of its installation. Recorded in the plan file. The planner and the sheets do not use it yet"
"""The sentence that documents the status of a device and of a cable."""


NETBOX_DEVICE = {
    **{"name": "id", "device_type": "model", "device type": "model", "type": "model", "position": "u"},
    **dict.fromkeys(("site", "location", "manufacturer", "tenant", "platform", "serial", "asset_tag", "comments"), ""),
}
"""Columns of a list of devices that NetBox exports, with ours; empty where nothing here uses them."""


class DeviceForm(Form):
    """A device that stands in a rack, or that the planner places."""

    also_called = NETBOX_DEVICE

    id: Name = about("Name of the device, unique in the project")
    model: Name = about("Device type of the catalogue")
    role: Role | None = about(
        "Role in the networks. Existing switches that are to be used are leaf, spine or core. Default: other for "
        "switches, host for the rest",
        None,
    )
    rack: Name | None = about("Rack; without it the planner places the device", None)
    u: RackUnits | None = about("Lowest-numbered rack unit that it takes", None)
    face: Face | None = about("Side of the rack where its ports show; default: as in the catalogue", None)
    side: Literal["left", "right"] | None = about(
        "Half of the rack that a device of at most 225 mm width takes, as one faces the front; default: the first free "
        "half. Devices that are wider take both halves",
        None,
    )
    su: Quantity | None = about("Scalable unit of a host; default: hosts fill the units in the order of the list", None)
    status: Status = about(STATUS, "planned")
    supply: Supply | None = about(
        "bought: the device comes from a lot of inventory.yaml and counts in stock check, bill and cost. owned: it is "
        "there already and counts in none of them. standing: the same, in a rack. Default: bought for a planned "
        "leaf, spine or core of a model that has a lot; standing for status installed, tested or locked; else owned",
        None,
    )

    @model_validator(mode="after")
    def _has_whole_place(self) -> "DeviceForm":
        if (self.rack is None) != (self.u is None):
            raise ValueError("rack and u belong together: state both, or neither to have the device placed")
        return self


class DeviceGroupForm(Form):
    """Equal devices: in certain racks and units, or `count` of them that the planner places."""

    prefix: Name = about("Beginning of the names; a number follows")
    first: Quantity = about("First number", 1)
    digits: Annotated[int, about("Digits of the number", strict=True, ge=1, le=6)] = 3
    model: Name = about("Device type of the catalogue")
    racks: list[Name] = about("Racks to fill", [])
    u: list[RackUnits] = about("Lowest-numbered unit of each device in a rack", [])
    count: Thousands | None = about("Number of devices to place, where no racks are stated", None)
    face: Face | None = about("Side of the rack where their ports show; default: as in the catalogue", None)
    su: Quantity | None = about("Scalable unit of the devices", None)

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
    face: Face = about("Side of the rack at which it is mounted and shows its ports", "rear")
    depth_mm: PositiveMm = about(
        "Depth from its face into the rack. A device at the other side may share its units where both fit the usable "
        "depth",
        150,
    )


class EndForm(Form):
    """One end of a cable."""

    device: Name = about("Device")
    port: Name = about(
        "Port as printed on the metal, or by its name in the operating system, in the driver, in the fabric or on "
        "labels, as the catalogue knows it"
    )


NETBOX_CABLE = {
    **{"side_a_device": "a.device", "side_a_name": "a.port", "side_b_device": "b.device", "side_b_name": "b.port"},
    **dict.fromkeys(("side_a_type", "side_b_type", "side_a_site", "side_b_site", "type", "status", "label"), ""),
    **dict.fromkeys(("color", "length", "length_unit", "tenant", "description", "comments", "tags"), ""),
}
"""Columns of a list of cables that NetBox exports, with ours; empty where nothing here uses them."""


class ExistingCableForm(Form):
    """A cable that is installed and stays: a link of a network where it joins two of its tiers."""

    also_called = NETBOX_CABLE | {"label": "id"}

    id: Name = about("Name of the cable")
    a: EndForm = about("One end")
    b: EndForm = about("The other end")
    diameter_mm: Metres = about("Outer diameter in millimetres", 3.0)
    pathways: list[Name] = about("Pathways that it runs in", [])
    status: Status = about(STATUS, "installed")


class LinkForm(Form):
    """A link that a network has, from port to port. The list is laid as it stands."""

    also_called = NETBOX_CABLE

    a: EndForm = about("One end")
    b: EndForm = about("The other end")
    speed_gbps: Quantity | None = about(
        "Speed of the link in Gb/s; default: speed_gbps of the network where it states it, else the highest speed that "
        "both ports have",
        None,
    )


class EquipmentForm(Form):
    """The equipment on the floor and the installed cables."""

    groups: list[DeviceGroupForm] = about("Groups of equal devices", [])
    devices: list[DeviceForm] = about("Single devices; long lists go to devices.csv", [])
    panels: list[PanelForm] = about("Patch panels", [])
    cables: list[ExistingCableForm] = about("Installed cables; long lists go to cables.csv", [])


class LotForm(Form):
    """A number of pieces of one model, in stock or to be ordered."""

    id: Name | None = about("Name of the lot; default: its model and length", None)
    model: Name = about("Model in the catalogue: device, optic, cable or trunk")
    quantity: Stock = about("Number of pieces, or unlimited", "unlimited")
    length_m: StockMetres | None = about("Length, for cables in stock", None)
    lengths_m: list[StockMetres] = about("Several lengths, each in the stated quantity", [])
    condition: Literal["new", "used", "leftover"] = about(
        "Condition; bill, schedule and kitting list print it where it is not new", "new"
    )
    price_usd: UsDollars | None = about("Price of one; default: the catalogue's", None)
    arrives: Day | None = about(
        "Day from which they can be used; lots that arrive after racks_ready are left out. Default: they are in stock",
        None,
    )
    to_order: Flag = about("Whether they are made to measure on order", False)
    lead_time_days: Annotated[
        int, about("Days from order to delivery; the order form says by when to order", strict=True, ge=0, le=2000)
    ] = 0


class InventoryForm(Form):
    """The stock, and the models that may be ordered."""

    lots: list[LotForm] = about("Lots; long lists go to lots.csv", [])


class LimitsForm(Form):
    """Limits on the material that the planner may use."""

    trunk_legs: list[Quantity] = about("Sizes of trunks that may be ordered, in legs", [12, 24, 48])
    bundle_jumpers: Quantity = about("Jumpers that may be taped into one bundle; 1 forbids bundles", 24)
    custom_kinds: Count | None = about("Highest number of kinds of trunks to order; default: no limit", None)
    fibers: list[Literal["mm", "sm", "copper"]] = about("Media that may be used", ["mm", "sm", "copper"])
    spares_pct: Percent = about(
        "Spare transceivers and single cables in the bill of materials, in percent of those installed. The cost of the "
        "plan leaves them out",
        0.0,
        multiple_of=1,
    )


class WeightsForm(Form):
    """The worth of an hour of install time, of a person-hour and of a US dollar, in one currency of your choice."""

    install_hour: Weight = about("An hour of install time", 1.0)
    person_hour: Weight = about("A person-hour", 0.0)
    usd: Weight = about("A US dollar of material", 0.0)


class LabelForm(Form):
    """The names of cable ends on labels."""

    end: Line = about(
        "Template of one end; fields: {site}, {room}, {row}, {rack}, {u}, {device}, {port} (cage, connector, lane), "
        "{printed} (as on the metal)",
        "{rack}-{u}:{port}",
        min_length=1,
        max_length=120,
    )
    between: Line = about("Text between the near and the far end", "/", min_length=1, max_length=8)


class ContactForm(Form):
    """The person whom crews, store and supplier call with questions about the plan."""

    name: Line = about("Name", min_length=1, max_length=60)
    telephone: Annotated[
        str,
        about("Number as people dial it, such as '+49 30 1234567'", pattern=r"^\+?[0-9][0-9 ()/.-]*$", max_length=30),
    ] = ""


class RequestForm(Form):
    """The networks to build, with limits, dates and the objective."""

    networks: list[NetworkForm] = about("Networks to build; they share racks, pathways and crews", min_length=1)
    limits: LimitsForm = about("Limits", LimitsForm())
    racks_ready: Moment | None = about(
        "Local time at which the racks stand and the clock starts; default: the plan has no dates", None
    )
    order_date: Day | None = about(
        "Day on which assemblies to order are ordered; those whose lead time ends after racks_ready are left out. "
        "Default: early enough",
        None,
    )
    time_zone: Name | None = about(
        "Time zone of the site, such as Europe/Berlin: `check` and `plan` then say when the clocks change. Times are "
        "those of the clock all the same. Default: no change is told",
        None,
    )
    deadline: Moment | None = about("Local time by which the last link must be tested", None)
    budget_usd: UsDollars | None = about("Highest cost of the material in US dollars", None)
    objective: Objective = about(
        "What to minimise over the plans tried. `first-su`: the time until the first scalable unit is "
        "ready. `weighted`: the sum that `weights` make",
        "install-time",
    )
    tolerance_pct: Tolerance | None = about(
        "Per cent by which the install time of equal plans may differ: the cheapest of them is taken, then the one "
        "with fewest kinds of assemblies. With `person-hours` their work may differ, and the fastest is taken. "
        "Default: 0.5, and 1 for person-hours; 0 takes the least figure at any price",
        None,
    )
    first: list[Name] = about(
        "Networks that are installed before the others, in this order, such as the out-of-band one", []
    )
    phases: list[list[Name]] = about(
        "Build phases: lists of rows that are handed over together, in order. A link belongs to the latest phase of "
        "its ends; rows that no phase names hold nothing up. Default: as `phase` of the rows in site.yaml",
        [],
    )
    weights: WeightsForm = about("Worth of time, work and money for the objective `weighted`", WeightsForm())
    label: LabelForm = about("How labels name the ends of cables", LabelForm())
    contact: ContactForm | None = about("Person to call with questions about the plan. Default: nobody is named", None)
    seed: Annotated[int, about("Seed of every random choice", strict=True, ge=0, lt=2**31)] = 1


class BreakForm(Form):
    """A break in a shift."""

    after_h: Hours = about("Hours after the start of the shift")
    minutes: Quantity = about("Length in minutes")


class ShiftForm(Form):
    """A shift that is worked every day, or on some days of the week."""

    id: Name = about("Name of the shift")
    start: TimeOfDay = about("Start, such as 06:00")
    hours: Hours = about("Length in hours")
    technicians: Annotated[int, about("Technicians at work", strict=True, ge=1, le=MOST_TECHNICIANS)]
    skills: dict[Name, Quantity] = about(
        "Number of technicians with a skill. Only `testing` counts: a crew that tests links needs one such technician",
        {},
    )
    breaks: list[BreakForm] = about("Breaks, during which the working clock stops", [])
    days: list[Weekday] | None = about(
        "Days of the week on which the shift begins; a shift over midnight ends on the next day. Default: every day. "
        "Days need racks_ready in request.yaml",
        None,
        min_length=1,
    )


class RisksForm(Form):
    """Delays and mistakes that simulations draw at random."""

    error_rate: Annotated[
        float,
        about("Share of links with a mistake, which its test finds and the crew then mends", strict=True, ge=0, le=1),
    ] = 0.02
    late_minutes: Annotated[
        float, about("Average delay of the start of a shift in minutes", strict=True, ge=0, le=240)
    ] = 10
    absence_rate: Annotated[float, about("Probability that a technician misses a shift", strict=True, ge=0, lt=1)] = (
        0.03
    )
    scatter: Annotated[
        float,
        about(
            "Standard deviation of the time of one package, as a share of the crew's usual time",
            strict=True,
            ge=0,
            le=1,
        ),
    ] = 0.2


class CrewForm(Form):
    """The technicians, their shifts and their breaks."""

    shifts: list[ShiftForm] = about("Shifts of a day, in order of their start", min_length=1)
    crew_size: Annotated[int, about("Technicians in a crew", strict=True, ge=1, le=8)] = 2
    hand_over: Flag = about("Whether work on one package may continue after a break or in the next shift", False)
    risks: RisksForm = about("Delays and mistakes for simulations; the defaults are assumptions", RisksForm())
    holidays: list[Day] = about(
        "Days on which no shift begins, such as [2027-01-01]. They need racks_ready in request.yaml", []
    )


class LabourForm(Form):
    """The time that one act takes."""

    act: Name = about("Act")
    unit: Text = about("Unit: assembly, m, end, leg end, connector, cage, link, rack, ...", "")
    person_minutes: Minutes = about("Person-minutes per unit")
    crew: Quantity | None = about("Technicians that the act takes; no crew may be smaller", None)
    low: Minutes | None = about("Optimistic figure, in person-minutes per unit", None)
    high: Minutes | None = about("Pessimistic figure, in person-minutes per unit", None)
    source: Text = about("Source of the figure", "stated by the project")
    confidence: Text = about("published..., or assumed", "stated by the project")
