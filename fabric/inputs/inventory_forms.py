"""The form of `inventory.yaml` with `lots.csv`."""

from typing import Annotated, Literal

from layouts import Day, Flag, Form, Name, PartMm, Quantity, RackUnits, Stock, StockMetres, UsDollars, about


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
        "Day from which the pieces can be used; lots that arrive after racks_ready are left out. Default: they are in "
        "stock",
        None,
    )
    to_order: Flag = about("Whether the pieces are made to measure on order", False)
    lead_time_days: Annotated[
        int, about("Days from order to delivery; the order form says by when to order", strict=True, ge=0, le=2000)
    ] = 0


class PanelOfferForm(Form):
    """A model of patch panel that the planner may place for networks with `panels: allowed`."""

    model: Name = about("Name of the model")
    quantity: Stock = about("Number of pieces, or unlimited", "unlimited")
    ports: Quantity = about("Number of ports; each takes a cord at the front and a leg of a trunk at the back")
    connector: Name = about("Connector of its ports at both sides, as cords and trunks of the catalogue name it")
    u_height: RackUnits = about("Height in rack units", 1.0)
    depth_mm: PartMm = about("Depth from its face into the rack, plugs at its back included", 150)
    price_usd: UsDollars = about("Price of one, adapters included", 0.0)


class InventoryForm(Form):
    """The stock, and the models that may be ordered."""

    lots: list[LotForm] = about("Lots; long lists go to lots.csv", [])
    panels: list[PanelOfferForm] = about("Patch panels that the planner may place", [])
