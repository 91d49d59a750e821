"""The form of `request.yaml`; the form of its networks is in network_forms.py."""

from typing import Annotated, Literal

from fabric.inputs.network_forms import NetworkForm
from fabric.vocabulary import Objective
from layouts import Count, Day, Form, Line, Moment, Name, Percent, Quantity, Tolerance, UsDollars, Weight, about


class LimitsForm(Form):
    """Limits on the material that the planner may use."""

    trunk_legs: list[Quantity] = about("Sizes of trunks that may be ordered, in legs", [8, 12, 16, 24, 32, 48, 72, 144])
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
        "Local time at which the racks are ready and the working clock starts; default: the plan has no dates", None
    )
    order_date: Day | None = about(
        "Day on which the assemblies are ordered; those whose lead time ends after racks_ready are left out. "
        "Default: early enough",
        None,
    )
    time_zone: Name | None = about(
        "Time zone of the site, such as Europe/Berlin: `check` and `plan` then say when the clocks change. Times are "
        "not corrected for that. Default: clock changes are not reported",
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
        "Difference in install time, in percent, up to which plans count as equal: the cheapest of them is taken, then "
        "the one with fewest kinds of assemblies, and trunks of nearly equal lengths are ordered as one kind. With "
        "`person-hours` it is the difference in work, and the fastest plan is taken. "
        "Default: 0.5, and 1 for person-hours; 0 takes the least figure at any price",
        None,
    )
    first: list[Name] = about(
        "Networks that are installed before the others, in this order, such as the out-of-band one", []
    )
    phases: list[list[Name]] = about(
        "Build phases: lists of rows that are handed over together, in order. A link belongs to the latest phase of "
        "its ends; rows that no phase names delay no phase. Default: as `phase` of the rows in site.yaml",
        [],
    )
    weights: WeightsForm = about("Worth of time, work and money for the objective `weighted`", WeightsForm())
    label: LabelForm = about("How labels name the ends of cables", LabelForm())
    contact: ContactForm | None = about("Person to call with questions about the plan. Default: nobody is named", None)
    seed: Annotated[int, about("Seed of every random choice", strict=True, ge=0, lt=2**31)] = 1
