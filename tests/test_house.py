"""The rules of the house. Each test lists every offender at once."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("fabric/**/*.py"), *ROOT.glob("layouts/**/*.py"), ROOT / "cli.py"])

FLOORS = (
    "layouts vocabulary",
    "catalog topology executors writers",
    "project",
    "rules plan",
    "designs work inputs audit templates",
    "bounds sheets tables",
    "optimize",
    "search",
    "forecast",
    "report",
    "fabric",
    "commands",
    "cli",
)
"""Rooms of the house, lowest floor first. A room may import those on floors below its own."""

NEVER_OPTIMIZE = ("audit", "sheets", "plan", "report.explanation")
"""What is told of a plan comes from the plan: these never import the optimizer."""

DOORS = {
    "ortools": ("fabric.optimize",),
    "shapely": ("layouts.geometry",),
    "networkx": (
        "layouts.pathways",
        "layouts.routes",
        "layouts.integrity",
        "layouts.media_parts",
        "fabric.topology.graph",
        "fabric.topology.jellyfish",
        "fabric.topology.uplink_deal",
        "fabric.search.baselines",
    ),
    "scipy": (
        "layouts.routes",
        "fabric.optimize.placement",
        "fabric.bounds.rack_prices",
        "fabric.bounds.spine_racks",
        "fabric.bounds.leaves_and_uplinks",
        "fabric.forecast.draws",
    ),
    "yaml": ("layouts.document",),
    "pydantic": ("layouts.form_values", "layouts.forms"),
    "icalendar": ("fabric.sheets.documents.crew_calendar",),
    "reportlab": ("fabric.writers.pages", "fabric.writers.fonts"),
    "rustpy_xlsxwriter": ("fabric.writers.xlsx_writer",),
    "zxingcpp": ("fabric.sheets.pictures.qr",),
    "distributed": ("fabric.executors.dask",),
    "click": ("cli", "fabric.commands"),
    "pandas": ("fabric.tables.data_frame",),
}
"""Each heavy package with the modules that may import it."""

OPTIONAL = ("fabric.executors.dask",)
"""Doors of their own: what these import is installed only where it is wanted."""

JUDGED_APART = (
    "fabric.optimize", "fabric.work", "fabric.project.labour", "fabric.rules", "fabric.bounds", "fabric.designs",
    "fabric.search", "layouts.pathways", "layouts.routes.RouteFinder", "layouts.drops", "layouts.geometry",
    "layouts.units",
)  # fmt: skip
"""What the judge must not share with the planner: it would repeat the planner's faults."""


class Import(NamedTuple):
    """One imported name: the module that holds it, its own name ('' for a module), whether it is only imported inside a
    function or for type checks.
    """

    module: str
    name: str
    late: bool


@cache
def module_name(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def room_of(module: str) -> str:
    """The room of a module: the folder below `fabric`, or `layouts`, `fabric`, `cli`."""
    first, *rest = module.split(".")
    return rest[0] if first == "fabric" and rest else first


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """All imports of a file, those of our own packages among them."""
    return tuple(imports_below(tree_of(path), late=False))


def imports_below(statement: ast.AST, late: bool) -> Iterator[Import]:
    """The imports of a statement and of those inside it. Expressions, which hold no import, are passed over."""
    if isinstance(statement, ast.Import):
        yield from (Import(alias.name, "", late) for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom) and statement.module:
        yield from (Import(statement.module, alias.name, late) for alias in statement.names)
    is_type_check = isinstance(statement, ast.If) and getattr(statement.test, "id", "") == "TYPE_CHECKING"
    late = late or is_type_check or isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    for inner in ast.iter_child_nodes(statement):
        if isinstance(inner, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from imports_below(inner, late)


@cache
def behind_the_door(room: str) -> dict[str, str]:
    """The module behind each name that a room's front door offers."""
    door = ROOT / room.replace(".", "/") / "__init__.py"
    return {found.name: found.module for found in imports(door)} if door.exists() else {}


def own(path: Path) -> Iterator[Import]:
    """Imports of our own packages; what comes through a front door is told by the module behind it."""
    for found in imports(path):
        if found.module.split(".")[0] in ("fabric", "layouts", "cli"):
            behind = behind_the_door(found.module).get(found.name)
            yield found._replace(module=behind) if behind else found


def floor_of(module: str) -> int:
    """The floor of a module's room; -1 where FLOORS lacks it."""
    return next((number for number, rooms in enumerate(FLOORS) if room_of(module) in rooms.split()), -1)


def test_every_module_is_in_a_room() -> None:
    loose = [path.name for path in ROOT.glob("fabric/*.py") if path.name != "__init__.py"]
    nowhere = [module_name(path) for path in MODULES if floor_of(module_name(path)) < 0]
    assert not loose + nowhere


def test_every_room_has_a_front_door_that_says_what_it_is() -> None:
    """Three lines at least: what the room does, what it may import, what it never does."""
    rooms = [ROOT / "layouts", *(folder for folder in (ROOT / "fabric").rglob("*") if any(folder.glob("*.py")))]
    assert not [
        str(room.relative_to(ROOT))
        for room in rooms
        if not (room / "__init__.py").exists()
        or len((ast.get_docstring(tree_of(room / "__init__.py")) or "").split("\n")) < 3
        or "Never" not in (ast.get_docstring(tree_of(room / "__init__.py")) or "")
    ]


@cache
def sub_room_of(module: str) -> str:
    """The room inside a room that a module is in, `rows` of `fabric.sheets.rows.steps`; '' where there is none."""
    parts = module.split(".")
    is_inside = len(parts) > 2 and parts[0] == "fabric" and ROOT.joinpath(*parts[:3], "__init__.py").exists()
    return parts[2] if is_inside else ""


def imported_rooms(door: Path) -> set[str]:
    """The rooms that the modules of a room import; for a room inside a room, its neighbours there too."""
    here = module_name(door)
    mine = room_of(here), sub_room_of(here)
    found = set()
    for path in MODULES:
        if f"{module_name(path)}.".startswith(f"{here}."):
            for item in imports(path):
                if item.module.split(".")[0] in ("fabric", "layouts"):
                    room, inside = room_of(item.module), sub_room_of(item.module)
                    found.add(room if room != mine[0] else inside if mine[1] and inside != mine[1] else "")
    return found - {""}


def said_rooms(door: Path) -> set[str]:
    """The rooms that a front door names in its sentence `Imports a, b and c`."""
    text = " ".join((ast.get_docstring(tree_of(door)) or "").split())
    said = re.search(r"\bImports ([^.:;]*)[.:;]", text)
    assert said, f"{module_name(door)} says nothing of its imports"
    return set() if said[1].startswith("no other room") else set(re.split(r", | and ", said[1]))


def test_front_doors_name_the_rooms_that_they_import() -> None:
    doors = [ROOT / "layouts" / "__init__.py", *(ROOT / "fabric").glob("*/**/__init__.py")]
    assert not [
        f"{module_name(door)} imports {', '.join(sorted(imported_rooms(door)))}"
        for door in doors
        if said_rooms(door) != imported_rooms(door)
    ]


def test_arrows_point_down() -> None:
    assert not [
        f"{module_name(path)} imports {found.module}, which is not below it"
        for path in MODULES
        for found in own(path)
        if room_of(found.module) != room_of(module_name(path)) and floor_of(found.module) >= floor_of(module_name(path))
    ]


def test_rooms_are_entered_by_their_front_doors() -> None:
    assert not [
        f"{module_name(path)} imports {found.module}.{found.name}: take it from the room's front door"
        for path in MODULES
        for found in imports(path)
        if found.module.split(".")[0] in ("fabric", "layouts")
        and room_of(found.module) != room_of(module_name(path))
        and found.module not in ("fabric", "layouts", f"fabric.{room_of(found.module)}", *OPTIONAL)
    ]


def test_there_is_no_circle() -> None:
    graph = {module_name(path): {found.module for found in own(path)} for path in MODULES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"circle: {' > '.join((*trail, name))}"
        if name not in done:
            for other in graph.get(name, set()) - {name}:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_heavy_packages_have_one_door() -> None:
    assert not [
        f"{module_name(path)} imports {found.module}; its doors are {DOORS[found.module.split('.')[0]]}"
        for path in MODULES
        for found in imports(path)
        if not f"{module_name(path)}.".startswith(
            tuple(f"{door}." for door in DOORS.get(found.module.split(".")[0], (module_name(path),)))
        )
    ]


def test_only_commands_import_late() -> None:
    """The help of a command takes no solver: its module imports no other room before it runs.

    `fabric` and `fabric.report` load each public name when it is first used, for the same reason. The door to pandas,
    which need not be installed, loads it when a data frame is asked for.
    """
    faults = []
    for path in MODULES:
        here = module_name(path)
        if room_of(here) in ("commands", "cli"):
            faults += [
                f"{here} imports {found.module} before it runs"
                for found in imports(path)
                if not found.late and room_of(found.module) not in ("commands", "cli", "vocabulary")
                if found.module.split(".")[0] in ("fabric", "layouts")
            ]
        elif here not in ("fabric", "fabric.report", *DOORS["pandas"]):
            faults += [f"{here} imports {found.module} inside a function" for found in imports(path) if found.late]
    assert not faults


def test_the_judge_shares_no_code_with_the_planner() -> None:
    assert not [
        f"{module_name(path)} imports {found.module}.{found.name}"
        for path in MODULES
        if room_of(module_name(path)) == "audit"
        for found in own(path)
        if f"{found.module}.{found.name}.".startswith(tuple(f"{name}." for name in JUDGED_APART))
    ]


def test_what_tells_of_a_plan_does_not_optimize() -> None:
    assert not [
        f"{module_name(path)} imports {found.module}"
        for path in MODULES
        for found in own(path)
        if f"{module_name(path)}.".startswith(tuple(f"fabric.{name}." for name in NEVER_OPTIMIZE))
        and room_of(found.module) == "optimize"
    ]


def test_modules_stay_small_and_say_what_they_are() -> None:
    faults = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if not ast.get_docstring(tree_of(path)):
            faults.append(f"{module_name(path)} needs a docstring")
        if len(text.splitlines()) > 400:
            faults.append(f"{module_name(path)} has grown: find the second thing it does")
        if any(isinstance(node, ast.Name) and node.id == "print" for node in ast.walk(tree_of(path))):
            faults.append(f"{module_name(path)} prints: only commands do, by click.echo")
    assert not faults


def test_public_things_are_documented() -> None:
    """Public functions and classes say what they do; forms say it by their fields."""
    assert not [
        f"{module_name(path)}.{node.name} needs a docstring"
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not (isinstance(node, ast.ClassDef) and node.name.endswith("Form"))
        and not ast.get_docstring(node)
    ]


def unsaid_fields(node: ast.ClassDef) -> Iterator[str]:
    """The fields of a class without a docstring under them; a field of a form has its sentence in `about` instead."""
    is_form = any(ast.unparse(base).endswith("Form") for base in node.bases)
    for field, below in pairwise([*node.body, ast.Pass()]):
        if isinstance(field, ast.AnnAssign) and not ast.unparse(field.annotation).startswith("ClassVar"):
            is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            if not ("about(" in ast.unparse(field) if is_form else is_text):
                yield ast.unparse(field.target)


def holds_fields(node: ast.ClassDef) -> bool:
    """Whether the annotations of a class are its fields: those of a dataclass, a NamedTuple or a form."""
    heads = [ast.unparse(head) for head in (*node.decorator_list, *node.bases)]
    return any(head.startswith("dataclass") or head == "NamedTuple" or head.endswith("Form") for head in heads)


def test_every_field_says_what_it_is() -> None:
    """A public class has a docstring under each field, with unit and range, or `about` in each field of a form."""
    assert not [
        f"{module_name(path)}.{node.name}.{field} needs a docstring under it, or `about` in a form"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and holds_fields(node)
        for field in unsaid_fields(node)
    ]


@pytest.mark.plan
def test_functions_and_modules_keep_to_the_budget() -> None:
    """tools/measure_code.py has the budget, which no function exceeds."""
    spec = importlib.util.spec_from_file_location("measure_code", ROOT / "tools" / "measure_code.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    measures = tool.measure()
    assert not measures.offenders
    assert measures.median_lines <= 114
    assert measures.p90_lines <= 275
    assert measures.largest_lines <= 345
    assert measures.test_share >= 0.60


def test_a_public_class_has_a_name_of_its_own() -> None:
    """One word, one meaning: no two public classes of the house are called alike."""
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(module_name(path))
    assert not {name: modules for name, modules in places.items() if len(modules) > 1}
