"""Kitting: what each crew takes on its cart for a shift, in the order in which it is used, and from which lot."""

from collections import Counter, defaultdict

from fabric.sheets.rows.link_row import LinkRow
from fabric.sheets.rows.plan_rows import PlanRows
from fabric.sheets.rows.steps import Step, list_steps
from fabric.writers import Cell, Column, SheetDocument, Table
from layouts import format_m

_COLUMNS = (
    Column("cart", "cart", 0.7),
    Column("crew", "crew", 0.5),
    Column("day", "day", 0.9),
    Column("shift", "shift", 0.7),
    Column("step", "step", 0.5),
    Column("what", "what", 1.4),
    Column("item", "item", 2.4),
    Column("quantity", "quantity", 0.7),
    Column("length_m", "m from plug to plug", 0.9),
    Column("weight_kg", "kg", 0.6),
    Column("source", "from", 2.0),
    Column("goes_to", "goes to", 1.6),
    Column("done", "done", 0.5),
)


def kitting_list(rows: PlanRows) -> SheetDocument:
    """One cart a crew and shift: assemblies by serial or, for stock, by kind; transceivers by model."""
    carts: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in list_steps(rows):
        carts[step.crew, step.shift].append(step)
    cells: list[tuple[Cell, ...]] = []
    printed = []
    for (crew, shift), steps in sorted(carts.items()):
        day = str(steps[0].cells[3]).rpartition(" ")[0]
        head: tuple[Cell, ...] = (f"{crew}-{shift + 1}", crew, day, steps[0].cells[2])
        mine = [(*head, *line, "") for step in steps for line in _lines(rows, step)]
        if mine:
            cells += mine
            title = f"Cart {head[0]}: crew {crew}, {day}, {head[3]} shift"
            printed.append(
                Table(name=f"cart_{head[0]}", title=title, columns=_COLUMNS[4:], rows=tuple(line[4:] for line in mine))
            )
    return SheetDocument(
        name="kitting_list",
        title="Kitting list",
        subtitle=f"{rows.plan.project.site.name}: {len(printed)} carts",
        tables=(Table(name="kitting_list", title="Carts", columns=_COLUMNS, rows=tuple(cells)),),
        print_tables=tuple(printed),
    )


def _lines(rows: PlanRows, step: Step) -> list[tuple[Cell, ...]]:
    """What one step takes: step, what, item, quantity, length, weight, source, where it goes."""
    plan, number = rows.plan, step.cells[1]
    subject = int(plan.packages.subject[step.package])
    if step.act == "insert optics":
        device = plan.devices[subject]
        counts = Counter(rows.optics_of[subject])
        return [
            (number, "transceivers", model, count, "", "", "inventory", f"{device.rack} {device.id}")
            for model, count in sorted(counts.items())
        ]
    if step.act not in ("pull", "patch"):
        return []
    found: list[tuple[Cell, ...]] = []
    pieces: Counter[tuple[str, str, str, int]] = Counter()
    serials: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    for serial, row in {row.serial: row for row in rows.by_pull[subject]}.items():
        kind = plan.kinds[row.kind_index]
        what: str = kind.form
        item = serial if kind.custom else row.kind
        key = what, item, row.order, row.kind_index
        pieces[key] += 1
        serials[key].append(serial)
    for key, count in pieces.items():
        what, item, source, kind_index = key
        names = serials[key]
        shown = f"{item}, becomes {names[0]}{f' .. {names[-1]}' if count > 1 else ''}" if item != names[0] else item
        weight = f"{count * rows.weight_g(kind_index) / 1000:.1f}"
        found.append(
            (number, what, shown, count, format_m(plan.kinds[kind_index].overall_mm), weight, source, step.cells[7])
        )
    return found


_GOODS_COLUMNS = (
    Column("serial", "serial", 0.9),
    Column("kind", "kind", 0.7),
    Column("description", "description", 1.6),
    Column("body_m", "body m, not less", 0.9),
    Column("legs", "legs", 0.5),
    Column("connector", "connector, gender", 1.5),
    Column("polarity", "polarity", 0.8),
    Column("a_label", "first label at A", 2.2),
    Column("b_label", "first label at B", 2.2),
    Column("length_ok", "length", 0.6),
    Column("gender_ok", "gender", 0.6),
    Column("continuity_ok", "all legs lit", 0.7),
    Column("labels_ok", "labels", 0.6),
    Column("cart", "to cart", 0.7),
)


def goods_in(rows: PlanRows) -> SheetDocument:
    """The check of every custom assembly before it is staged."""
    plan = rows.plan
    carts = {}
    for step in list_steps(rows):
        if step.act in ("pull", "patch"):
            carts[int(plan.packages.subject[step.package])] = f"{step.crew}-{step.shift + 1}"
    first: dict[str, LinkRow] = {}
    for row in rows.links:
        first.setdefault(row.serial, row)
    cells = []
    for assembly, kind_index in enumerate(plan.assemblies.kind.tolist()):
        kind = plan.kinds[kind_index]
        pull = int(plan.assemblies.pull[assembly])
        if not kind.custom or pull not in rows.chosen_pulls or not rows.is_done_by_chosen("pull", pull):
            continue
        row = first[rows.serial(assembly)]
        cells.append(
            (
                row.serial,
                kind.id,
                kind.model,
                format_m(kind.body_mm),
                len(kind.a_legs_mm) or 1,
                f"{kind.connector} {kind.gender}".strip(),
                kind.polarity,
                row.label_a,
                row.label_b,
                *("",) * 4,
                carts.get(pull, ""),
            )
        )
    note = (
        "Check each piece before it goes to its cart: body and legs not shorter than the order form says, gender and "
        "keys "
        "of every connector, light through every leg, labels of both ends. What fails goes back with its box; tell "
        "the planner."
    )
    table = Table(name="goods_in", title="Custom assemblies", columns=_GOODS_COLUMNS, rows=tuple(cells), notes=(note,))
    return SheetDocument(name="goods_in", title="Goods-in check", subtitle=f"{len(cells)} pieces", tables=(table,))
