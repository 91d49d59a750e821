"""Docs that can drift are made from code; the README's commands exist; the templates keep to the published schemas."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import cli
from fabric.catalog import CATALOG_FORMS, HERE
from fabric.inputs.schemas import FORMS, schema_text
from fabric.templates import write_multirack, write_nvl72, write_roce, write_room, write_superpod
from layouts.csv_document import list_columns, read_csv
from layouts.document import parse_yaml

ROOT = Path(__file__).parent.parent


def test_pages_made_from_code_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/write_docs.py", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "files",
    [
        write_superpod(1),
        pytest.param(write_superpod(5), marks=pytest.mark.plan),
        pytest.param(write_superpod(4, True), marks=pytest.mark.plan),
        write_room(),
        pytest.param(write_nvl72(9), marks=pytest.mark.plan),
        pytest.param(write_roce(3, 2), marks=pytest.mark.plan),
        write_multirack(3),
    ],
    ids=["superpod-1", "superpod-5", "superpod-all", "room", "nvl72", "roce", "multirack-3"],
)
def test_templates_keep_to_the_schemas(files: dict[str, str]) -> None:
    for name in FORMS:
        schema = json.loads(schema_text(name))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(parse_yaml(files[f"{name}.yaml"], name).data)


@pytest.mark.parametrize("name", CATALOG_FORMS)
def test_shipped_rows_keep_to_the_schemas(name: str) -> None:
    """Every row of every list of the catalogue."""
    schema = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for row in read_csv(HERE / f"{name}.csv", [], list_columns(schema)).data:
        validator.validate(row)


def test_every_command_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^fabric-planner ([a-z]+)", text, re.MULTILINE)) | set(
        re.findall(r"`fabric-planner ([a-z]+)", text)
    )
    assert named <= set(cli.COMMANDS)
    assert {"init", "check", "plan", "sheets"} <= named


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_pages_and_modules_that_are_named_exist() -> None:
    """Pages that the code names, and modules that pages name by their whole path."""
    folders = ("fabric", "layouts", "tests", "tools", "benchmarks")
    sources = [ROOT / "cli.py", *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    module = r"\b(?:fabric|layouts|tests|tools|benchmarks)/[\w/]+\.(?:py|csv)"
    named = {(path, name) for path in sources for name in re.findall(r"docs/[\w/-]+\.md", path.read_text("utf-8"))}
    named |= {(page, name) for page in pages for name in re.findall(module, page.read_text("utf-8"))}
    assert len(named) > 50
    assert not [f"{path.relative_to(ROOT)} names {name}" for path, name in sorted(named) if not (ROOT / name).exists()]


@pytest.mark.plan
def test_the_table_of_families_is_what_the_code_makes() -> None:
    """Every count of docs/topologies.md, the seconds apart."""
    spec = importlib.util.spec_from_file_location("families", ROOT / "benchmarks" / "families.py")
    assert spec is not None
    assert spec.loader is not None
    families = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(families)
    page = (ROOT / "docs" / "topologies.md").read_text(encoding="utf-8")
    for cells, _ in families.family_rows():
        assert "| " + " | ".join(cells) + " | " in page, f"{cells[:2]}: run make families"
    for source, what, published, ours in families.published_rows():
        assert published.replace("-", "").strip("/") == ours.replace("-", "").strip("/"), (source, what)
        assert f"| {what} | {published} | {ours} |" in page


def test_each_decision_has_a_number_of_its_own() -> None:
    """Its file and its title have the same number, from 1 up without a gap."""
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in files]
    assert numbers == list(range(1, len(files) + 1))
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in files]
    assert [title.split(".")[0] for title in titles] == [f"# {number}" for number in numbers]
