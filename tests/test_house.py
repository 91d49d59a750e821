"""The rules of the house: arrows point down, heavy packages have one door, only the command line imports late."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND_LINE = ("cli", "cli_crews", "cli_parts", "cli_sheets")
MODULES = sorted(
    [*ROOT.glob("fabric/**/*.py"), *ROOT.glob("layouts/**/*.py"), *(ROOT / f"{name}.py" for name in COMMAND_LINE)]
)

LAYERS = [
    {"layouts"},
    {"fabric.catalog"},
    {
        "fabric.inventory",
        "fabric.request",
        "fabric.crew",
        "fabric.naming",
        "fabric.labour",
        "fabric.topology",
        "fabric.equipment",
    },
    {
        "fabric.project",
        "fabric.project_form",
        "fabric.network_form",
        "fabric.network_rules",
        "fabric.channels",
        "fabric.standing",
        "fabric.media",
        "fabric.assemblies",
        "fabric.codec",
        "fabric.files",
        "fabric.reservations",
        "fabric.writers",
    },
    {"fabric.equipment_reader", "fabric.inventory_reader", "fabric.schemas", "fabric.templates"},
    {"fabric.read", "fabric.initialise"},
    {
        "fabric.designs",
        "fabric.plan",
        "fabric.plan_structure",
        "fabric.work",
        "fabric.pull_works",
        "fabric.pods",
        "fabric.bounds",
        "fabric.prices",
    },
    {"fabric.assumptions", "fabric.store", "fabric.identity"},
    {"fabric.optimize"},
    {"fabric.executor", "fabric.rival", "fabric.audit", "fabric.explain", "fabric.sheets"},
    {"fabric.search", "fabric.baselines", "fabric.steering", "fabric.simulation"},
    {"fabric.front", "fabric.staffing", "fabric.dask_executor"},
    {"fabric.facts", "fabric.clock_facts", "fabric.design_facts", "fabric.size", "fabric.failure"},
    {"fabric"},
    {"cli_parts"},
    {"cli_crews", "cli_sheets"},
    {"cli"},
]
"""Lowest first; a module may import its own layer and those above it in this list."""

DOORS = {
    "ortools": "fabric.optimize",
    "shapely": "layouts.geometry",
    "networkx": (
        "layouts.pathways",
        "layouts.routes",
        "layouts.integrity",
        "fabric.topology.graph",
        "fabric.topology.jellyfish",
        "fabric.baselines",
    ),
    "scipy": (
        "layouts.routes",
        "fabric.optimize.settling",
        "fabric.optimize.parts",
        "fabric.optimize.together",
        "fabric.simulation",
    ),
    "yaml": "layouts.document",
    "pydantic": "layouts.forms",
    "icalendar": "fabric.sheets.crew_calendar",
    "reportlab": ("fabric.writers.pages", "fabric.writers.fonts"),
    "xlsxwriter": "fabric.writers.xlsx_writer",
    "zxingcpp": "fabric.sheets.qr",
    "distributed": "fabric.dask_executor",
    "click": "cli",
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Imported modules, and whether the import stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in inside


def layer_of(module: str) -> int:
    best = [
        (len(name), level)
        for level, names in enumerate(LAYERS)
        for name in names
        if f"{module}.".startswith(f"{name}.")
    ]
    assert best, f"{module} is in no layer: add it to LAYERS"
    return max(best)[1]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_arrows_point_down(path: Path) -> None:
    here = module_name(path)
    for name, _ in imports(path):
        if name.split(".")[0] in ("fabric", "layouts"):
            assert layer_of(name) <= layer_of(here), f"{here} must not import {name}, which is higher"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_heavy_packages_have_one_door(path: Path) -> None:
    here = module_name(path)
    for name, _ in imports(path):
        door = DOORS.get(name.split(".")[0])
        assert door is None or here.startswith(door), f"{here} imports {name}; its door is {door}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_the_command_line_imports_late(path: Path) -> None:
    here = module_name(path)
    late = [name for name, is_late in imports(path) if is_late]
    if here in COMMAND_LINE:
        early = {name.split(".")[0] for name, is_late in imports(path) if not is_late}
        assert not early & {"fabric", "layouts"}
    else:
        assert not late, f"{here} imports {late} inside a function"


def test_there_is_no_circle() -> None:
    graph = {
        module_name(path): {name for name, _ in imports(path)}
        for path in MODULES
        if module_name(path) not in COMMAND_LINE
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"circle: {' > '.join((*trail, name))}"
        if name not in done:
            for other in graph.get(name, set()):
                if other in graph and other != name:
                    visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", sorted(ROOT.glob("fabric/audit/*.py")), ids=module_name)
def test_the_judge_shares_no_code_with_the_optimizer(path: Path) -> None:
    forbidden = (
        "fabric.optimize", "fabric.work", "fabric.labour", "fabric.assemblies", "fabric.standing", "fabric.bounds",
        "fabric.media", "fabric.channels", "fabric.designs", "fabric.search", "layouts.pathways",
        "layouts.drops", "layouts.geometry", "layouts.units",
    )  # fmt: skip
    for name, _ in imports(path):
        assert not name.startswith(forbidden), f"{module_name(path)} imports {name}"
    assert "RouteFinder" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{module_name(path)} needs a docstring"
    assert len(text.splitlines()) <= 400, f"{module_name(path)} has grown: find the second thing it does"
    if module_name(path) not in COMMAND_LINE:
        assert "print(" not in text.replace("fingerprint(", "")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_public_things_are_documented(path: Path) -> None:
    """Public functions and classes say what they do; properties and forms' validators may be plain."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            plain = isinstance(node, ast.ClassDef) and node.name.endswith("Form")
            assert plain or ast.get_docstring(node), f"{module_name(path)}.{node.name} needs a docstring"
