"""Writes the parts of docs/ that are made from code: files, commands, catalogue, rules, terms, JSON Schemas.

`python tools/write_docs.py --check` writes nothing and exits 1 where a file differs.
"""

import ast
import csv
import sys
from itertools import pairwise
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import cli  # noqa: E402
from fabric.audit import RULE_GROUPS  # noqa: E402
from fabric.catalog import CATALOG_FORMS  # noqa: E402
from fabric.inputs import FORMS, LIST_FORMS, LabourForm, schema_text  # noqa: E402
from fabric.tables import RECORDS  # noqa: E402
from layouts import describe_form  # noqa: E402

NOTE = "<!-- Made from code by tools/write_docs.py: change the code, then run make docs. -->\n\n"
NAMES = "<!-- names: made from code by tools/write_docs.py -->\n"
END_OF_NAMES = "\n<!-- end of names -->\n"
COLUMNS = "<!-- columns: made from code by tools/write_docs.py -->\n"
END_OF_COLUMNS = "<!-- end of columns -->\n"

PLACED_PANELS = """
### Panels that the planner places

```
# inventory.yaml
lots:
  - {model: MFP7E10, lengths_m: [1, 2, 3, 5]}     # cords, female
  - {model: PANEL-TRUNK-OM4-24, to_order: true}   # a row of catalog/trunks.csv with gender male
panels:
  - {model: MPO-36, ports: 36, connector: MPO-12/APC, u_height: 1, price_usd: 400}

# request.yaml, at a network
    panels: allowed

# crew.yaml: the empty racks stand from here until racks_ready of request.yaml
prepare: {panels: {start: 2027-01-04T06:00}}
```

For the links of one stage between two racks the planner may then put a panel into each rack, lay a male trunk between
the backs of both, and patch cords inside the racks. It does so where the whole plan becomes better. Panels take free
units, and count in bill and cost; `mount_panel` and `test_olts_mpo` of labour.csv are their minutes. Nothing is placed
where crossovers, gender, fiber, loss or reach of the channel would be wrong, or where a rack type does not hold
`panel`.
"""
"""How panels are offered, allowed and prepared."""
EXAMPLES = {"inventory": PLACED_PANELS}
"""What stands below the keys of a file."""


def files_page() -> str:
    """Every key of every input file."""
    parts = [NOTE, "# The input files\n"]
    parts.append(
        "\nLists may also stand in CSV files beside the YAML files (`racks.csv`, `pathways.csv`, `devices.csv`,\n"
        "`cables.csv`, `lots.csv`): the header names the keys, `a.b` for a key inside another one. A cell is read as\n"
        "its column needs. A name is what the cell holds, with or without quotes: `1.10`, `true` and `007` are names.\n"
        "A whole number may be written as `5.0`.\n"
        "\nColumns are separated by commas, or throughout by semicolons or tabs. Capitals in the header count as\n"
        "small letters. Decimals have a point.\n"
        "\nA list in a CSV file stands in one cell, in brackets; the cell is quoted where the list holds commas:\n"
        "\n```\nid,points_mm,width_mm,depth_mm,media\n"
        'T1,"[[0, 0, 2750], [9000, 0, 2750]]",300,100,"[fiber, copper]"\n```\n'
        '\n`lengths_m` of `lots.csv` (`"[3, 5]"`) and `pathways` of `cables.csv` (`"[T1, T2]"`) are written alike.\n'
        "\nIn YAML, unquoted values are read so that names stay names: `1:30`, `NO` and `007` are text. A name that\n"
        "looks like a number or a truth value stands in quotes there. Dates are text such as `2027-01-31`, moments\n"
        "such as `2027-01-31T06:00`. They are the clock of the site and have no time zone.\n"
        "\nA length in mm may be a whole number, or a text with units: `40 ft`, `6 ft 7 in`, `23 5/8 in`, `2.4 m`.\n"
        "`12 tiles` is a length of the floor where `site.yaml` states `tile_mm`. The sum of a text is rounded once,\n"
        "to the nearest millimetre. Lengths of cords in stock take units too (`lengths_m: [3, 10 ft]`) and are\n"
        "rounded down. The tables name the greatest length of each key; no real floor meets it.\n"
        "[your-own-floor.md](your-own-floor.md) has an example.\n"
        "\n`check` and `plan` name every other file of the folder that looks like input.\n"
    )
    for name, form in FORMS.items():
        parts.append(f"\n## {name}.yaml\n")
        parts += describe_form(form)
        parts.append(EXAMPLES.get(name, ""))
    parts.append(
        "\n## links.csv\n\nA list of links that `links` of a network names; any other name ending in .csv will do.\n"
    )
    parts.append(
        "\n```\na.device,a.port,b.device,b.port,speed_gbps\n"
        "leaf-1,swp31,leaf-2,swp31,\nnode-1,OSFP4P2,leaf-1,swp1,400\n```\n"
    )
    parts += describe_form(LIST_FORMS["links"])
    parts.append("\n## labour.csv\n")
    parts += describe_form(LabourForm)
    return "".join(parts)


def catalog_files_page() -> str:
    """Every column of every list of the folder catalog."""
    parts = [
        NOTE,
        "# The lists of the folder `catalog`\n\n"
        "A project adds hardware by rows of its own. Each file below may stand in the folder `catalog` of the project\n"
        "with a header line that names the columns. Columns that are not required may be left out, and so may empty\n"
        "cells. A row replaces the shipped row of the same name; [catalogue.md](catalogue.md) lists those.\n"
        "`fabric-planner schema ports` prints the JSON Schema of a row of `ports.csv`; `docs/schema/catalog`\n"
        "has them all.\n\n"
        "NetBox device types (`*.yaml`, `*.yml`) stand beside the lists or in subfolders\n"
        "([decision 25](decisions/0025-netbox-things.md)). `netbox_interfaces.csv`, `cage_splits.csv`,\n"
        "`switch_protocols.csv` and `device_kinds.csv` are the lists behind them: a row makes an interface type, a\n"
        "split or a family known.\n"
        "\nA chassis has its ports by its modules: `modules.csv` says which module is in which bay. The NetBox files\n"
        "of the modules lie in `catalog/module-types` ([decision 46](decisions/0046-modules-in-bays.md)).\n\n"
        "```\n"
        "device,model,bays,module\n"
        "DCS-7368,spine-400,Slot 1,DCS-7368-SUP\n"
        "DCS-7368,spine-400,Slot [2-9],DCS-7368-4D\n"
        "```\n\n"
        "Then `spine-400` is a switch with the 32 ports `Ethernet2/1/1` to `Ethernet9/4/1`. Its cages have the slot\n"
        "before their number, on labels too: cage 304 is port 4 of slot 3. The bill lists its modules.\n",
    ]
    for name, form in CATALOG_FORMS.items():
        parts.append(f"\n## {name}.csv\n\n{' '.join((form.__doc__ or '').split())}\n")
        parts += describe_form(form, units=True)
    return "".join(parts)


def commands_page() -> str:
    """Every command with its arguments and options."""
    parts = [NOTE, "# The commands\n"]
    for name in sorted(cli.COMMANDS):
        command = cli.load(name)
        arguments = [p.human_readable_name.upper() for p in command.params if p.param_type_name == "argument"]
        parts.append(f"\n## fabric-planner {' '.join([name, *arguments])}\n\n{command.help}\n")
        options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        if options:
            parts.append("\n| option | default | meaning |\n|---|---|---|\n")
        for option in options:
            shown = option.default if isinstance(option.default, (int, str)) and not option.is_flag else ""
            default = "required" if option.required else f"`{shown}`" if shown != "" else ""
            default = option.show_default if isinstance(option.show_default, str) else default
            parts.append(f"| `{', '.join(option.opts)}` | {default} | {option.help} |\n")
    return "".join(parts)


def catalogue_page() -> str:
    """Every row of the catalogue with its source."""
    parts = [
        NOTE,
        "# The catalogue\n\nConfidence: published, secondary, memory (to be confirmed) or assumed.\n"
        "What is not published is listed with every plan that uses it.\n",
    ]
    for path in sorted((ROOT / "fabric" / "catalog").glob("*.csv")):
        parts.append(f"\n## {path.name}\n\n")
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        parts.append("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]) + "\n")
        parts += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows[1:]]
    return "".join(parts)


def rules_page() -> str:
    """Every rule of the judge, by the module of its check."""
    rules = [rule for group in RULE_GROUPS for rule in group.rules]
    parts = [
        NOTE,
        "# The rules of the judge\n\n",
        "`fabric-planner audit` recomputes what a plan claims and holds it against these rules. A finding names the\n"
        "rule, the object that breaks it, the value found, the value allowed and the remedy. An error makes the plan\n"
        "unsound, a warning does not. The request or the inventory states the limit of a rule marked \\*: a plan\n"
        "that breaks only such rules is the best that was found, and `plan` exits 1 without calling it a defect.\n",
    ]
    for module in dict.fromkeys(rule.module for rule in rules):
        path = f"{module.replace('.', '/')}.py"
        parts.append(
            f"\n## `{path}`\n\n{_first_sentence(module)}\n\n| rule | severity | what must hold |\n|---|---|---|\n"
        )
        for rule in rules:
            if rule.module == module:
                mark = "\\*" if rule.stated else ""
                parts.append(f"| `{rule.id}`{mark} | {' or '.join(rule.severities)} | {rule.sentence} |\n")
    return "".join(parts)


def _first_sentence(module: str) -> str:
    """The summary of a module's docstring."""
    return " ".join((sys.modules[module].__doc__ or "").partition("\n\n")[0].split())


def names_by_room() -> str:
    """Each public class with the first sentence of its docstring, room by room."""
    parts = []
    for room in (ROOT / "layouts", *sorted(path.parent for path in (ROOT / "fabric").glob("*/__init__.py"))):
        rows = [
            f"| `{node.name}` | {_shorten(ast.get_docstring(node) or '')} |\n"
            for path in sorted(room.rglob("*.py"))
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.name.endswith("Form")
        ]
        if rows:
            name = room.relative_to(ROOT).as_posix().replace("/", ".")
            parts.append(f"\n### {name}\n\n| name | meaning |\n|---|---|\n{''.join(sorted(rows))}")
    return "".join(parts)


def _shorten(text: str) -> str:
    """Up to the first full stop, on one line."""
    line = text.split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
    return line.split(". ")[0].rstrip(".") + "."


def terms_page() -> str:
    """docs/terms.md with the table of names filled in; the rest of the page is written by hand."""
    before, _, rest = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8").partition(NAMES)
    return before + NAMES + names_by_room() + END_OF_NAMES + rest.partition(END_OF_NAMES)[2]


def columns_by_table() -> str:
    """Each column of each table of a plan, from the fields of its record."""
    source = ROOT / "fabric" / "tables" / "records.py"
    said: dict[str, dict[str, str]] = {}
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            said[node.name] = {
                ast.unparse(field.target): " ".join(ast.literal_eval(text.value).split())
                for field, text in pairwise(node.body)
                if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr)
            }
    parts = []
    for name, record in RECORDS.items():
        rows = "".join(f"| `{field}` | {text} |\n" for field, text in said[record.__name__].items())
        parts.append(f"\n#### {name}: `{record.__name__}`\n\n| column | meaning |\n|---|---|\n{rows}")
    return "".join(parts) + "\n"


def api_page() -> str:
    """docs/api.md with the columns filled in; the rest of the page is written by hand."""
    before, _, rest = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").partition(COLUMNS)
    return before + COLUMNS + columns_by_table() + END_OF_COLUMNS + rest.partition(END_OF_COLUMNS)[2]


def pages() -> dict[Path, str]:
    """All pages by path."""
    docs = ROOT / "docs"
    found = {
        docs / "files.md": files_page(),
        docs / "catalog_files.md": catalog_files_page(),
        docs / "commands.md": commands_page(),
        docs / "catalogue.md": catalogue_page(),
        docs / "rules.md": rules_page(),
        docs / "terms.md": terms_page(),
        docs / "api.md": api_page(),
    }
    found |= {docs / "schema" / f"{name}.schema.json": schema_text(name) for name in (*FORMS, *LIST_FORMS)}
    found |= {docs / "schema" / "catalog" / f"{name}.schema.json": schema_text(name) for name in CATALOG_FORMS}
    return found


def main() -> int:
    """Writes, or checks."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} differs from the code: run make docs")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages()[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
