"""The contract of the command line: commands, exit codes, JSON keys, streams, and no heavy import
before it is needed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

import cli
from fabric import Plan, report, save_plan
from fabric.catalog import CATALOG_FORMS
from fabric.commands import shared
from fabric.executors import ProcessExecutor
from fabric.inputs import FORMS, LIST_FORMS
from fabric.templates.registry import TEMPLATES
from fabric.vocabulary import CatalogFile, InputFile, LabelStockName, ListFile, PaperName, TemplateName
from fabric.writers import PAPERS, STOCKS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "site"
    assert cli.run(["init", "multirack", str(folder), "--racks", "2"]) == 0
    return folder


@pytest.fixture(scope="module")
def plan_file(site: Path) -> Path:
    path = site.parent / "plan.json"
    assert cli.run(["plan", str(site), "-o", str(path)]) == 0
    return path


def test_every_command_says_what_it_does() -> None:
    """Each has a help, each of its options has one, and the list of commands shows the first sentence of it."""
    for name in cli.COMMANDS:
        command = cli.load(name)
        assert command.name == name
        assert (command.help or "").replace("\n", " ").startswith(cli.summarize(name))
        assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_every_command_can_be_quiet() -> None:
    """All take -q and --json, but for `schema`, which prints one document and no notes."""
    for name in cli.COMMANDS:
        options = {option for parameter in cli.load(name).params for option in parameter.opts}
        assert ({"-q", "--json"} <= options) == (name != "schema"), name


def test_quiet_leaves_out_the_notes_of_check(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noted = tmp_path / "noted"
    shutil.copytree(site, noted)
    (noted / "spare.csv").write_text("id\n", encoding="utf-8")
    assert cli.run(["check", str(noted)]) == 0
    assert "spare.csv" in capsys.readouterr().err
    assert cli.run(["check", str(noted), "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_the_list_of_commands_is_that_of_the_modules() -> None:
    modules = {f"fabric.commands.{path.stem}" for path in (ROOT / "fabric" / "commands").glob("*.py")}
    helpers = {
        f"fabric.commands.{name}"
        for name in ("__init__", "shared", "option_values", "grouped", "completion", "progress")
    }
    assert set(cli.COMMANDS.values()) == modules - helpers


@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS)], ids=" ".join)
def test_help_imports_nothing_heavy(command: list[str]) -> None:
    code = (
        f"import sys, cli; cli.run([*{command}, '--help']); print(sorted(m for m in sys.modules if m in ('numpy', "
        "'ortools', 'shapely', 'layouts', 'networkx', 'pydantic')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        pytest.param(["size", "--nodes", "9"], 0, marks=pytest.mark.plan),
        (["check", "/nowhere"], 1),
        pytest.param(["size", "--nodes", "9000"], 1, marks=pytest.mark.plan),
        pytest.param(["audit", "/nowhere/plan.json"], 1, marks=pytest.mark.plan),
        pytest.param(["explain", "/nowhere/plan.json"], 1, marks=pytest.mark.plan),
    ],
    ids=["size", "check", "size fails", "audit", "explain"],
)
def test_only_a_search_imports_the_solver(command: list[str], code: int) -> None:
    """Neither a command that plans nothing nor the message of its failure takes ortools."""
    script = f"import sys, cli; print(cli.run({command}), 'fabric.report' in sys.modules, 'ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.endswith(f"{code} True False\n")


def test_a_missing_solver_is_a_failure_with_a_message(tmp_path: Path) -> None:
    """Without ortools `plan` ends with exit code 3 and names the file of the traceback; it prints no traceback."""
    arguments = ["plan", str(tmp_path), "-o", str(tmp_path / "plan.json")]
    script = f"import sys; sys.modules['ortools'] = None; import cli; sys.exit(cli.run({arguments}))"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert done.returncode == 3
    assert "No module named 'ortools" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_the_front_door_of_reports_offers_all_that_it_names() -> None:
    assert all(callable(getattr(report, name)) for name in report.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = report.nothing


@pytest.mark.plan
def test_plan_prints_the_promised_keys(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["plan", str(site), "-o", str(site.parent / "other.json"), "--json"]) == 0
    printed = capsys.readouterr()
    facts = json.loads(printed.out)
    promised = (
        "status, install_time_h, bound_h, gap_pct, person_hours, work_bound_h, work_gap_pct, "
        "decided_gap_pct, unavoidable_h, place_bound_h, cost, "
        "links, switches, trunks, jumpers, custom_kinds, distinct_lengths, cable_m, link_m, pulls, runtime_s"
    )
    assert set(promised.split(", ")) <= set(facts)
    assert (facts["links"], facts["jumpers"], facts["cable_m"]) == (32, 32, 16 * 3 + 16 * 5)
    assert facts["switches"] == {"leaf": 4, "spine": 2, "core": 0}
    assert "best so far" in printed.err


def test_audit_exits_by_its_verdict(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", str(plan_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"status": "sound", "errors": 0, "warnings": 0, "findings": []}
    data = json.loads(plan_file.read_text())
    data["kinds"][0]["body_mm"] = 1000
    broken = plan_file.parent / "broken.json"
    broken.write_text(json.dumps(data))
    assert cli.run(["audit", str(broken), "--json"]) == 1
    facts = json.loads(capsys.readouterr().out)
    assert set(facts["findings"][0]) == {"severity", "rule", "object", "found", "allowed", "remedy"}
    assert "length" in {finding["rule"] for finding in facts["findings"]}


def test_size_prints_integers(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["size", "--switch", "QM9700", "--nodes", "1024", "--nics", "8", "--nodes-per-su", "32", "--json"]
    assert cli.run(arguments) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["leaf"], facts["spine"], facts["core"], facts["spine_core"]) == (256, 256, 128, 8192)
    assert cli.run(["size", "--nodes", "127", "--nodes-per-su", "32", "--ufm", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["compute_plus_ufm"] == 1020


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["size", "--nodes", "9000"], 1),
        (["size", "--nodes", "0"], 1),
        (["size"], 2),
        (["size", "--nodes", "9", "--switch", "X"], 1),
        (["size", "--nodes", "9", "--oversubscription", "two"], 2),
        (["fly"], 2),
        (["init", "multirack", "x", "--racks", "1"], 2),
        (["check", "/nowhere"], 1),
        (["audit", "/nowhere/plan.json"], 1),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == code
    assert "Traceback" not in capsys.readouterr().err


def test_all_that_answer_with_facts_take_json(site: Path, plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", str(site)], ["designs", str(site)], ["explain", str(plan_file)]):
        assert cli.run([*arguments, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)
        assert cli.run(arguments) == 0
        assert capsys.readouterr().out


def test_explain_says_where_the_time_goes(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["explain", str(plan_file), "--json"])
    facts = json.loads(capsys.readouterr().out)
    assert sum(facts["person_hours_by_act"].values()) == pytest.approx(
        json.loads(plan_file.read_text())["summary"]["work_ms"] / 3.6e6, abs=0.01
    )
    assert facts["bound_parts_h"][facts["bound_binds"]] == max(facts["bound_parts_h"].values())


@pytest.mark.plan
def test_report_writes_one_page_and_prints_its_facts(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan_file.parent / "report.html"
    assert cli.run(["report", str(plan_file), "-o", str(out), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["plan"]["links"] == 32
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.plan
def test_processes_start_early_for_a_large_plan_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the least size starts them, one of a byte less does not, nor does a file that is not there."""
    monkeypatch.setattr(shared, "LARGE_BYTES", 3)
    for name, content, is_started in (("large", b"abc", True), ("small", b"ab", False), ("none", None, False)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with shared.open_prepared(tmp_path / name, "fabric.vocabulary") as executor:
            assert isinstance(executor, ProcessExecutor)
            assert (executor._pool is not None) == (is_started and executor.workers > 1)


@pytest.mark.parametrize("words", [["plan"], ["sheets"], ["draw"], ["report"], ["handover", "--at", "2h"]])
def test_no_folder_is_made_around_what_is_written(
    words: list[str], site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is looked at before the project or the plan."""
    output = tmp_path / "missing" / "deep" / "file"
    assert cli.run([words[0], str(site), *words[1:], "-o", str(output)]) == 2
    assert f"folder {output.parent} does not exist. Make it first" in capsys.readouterr().err
    assert not (tmp_path / "missing").exists()


def test_a_plan_becomes_no_input_of_its_own_project(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """racks.csv is not there, so nothing would be overwritten; the next command would read it as a list of racks."""
    assert cli.run(["plan", str(site), "-o", str(site / "racks.csv")]) == 2
    assert "would be read as an input of the project. Choose another name, such as" in capsys.readouterr().err
    assert not (site / "racks.csv").exists()


@pytest.mark.plan
def test_a_report_replaces_a_report_and_no_other_file(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of inputs under -o was replaced by the page, with exit code 0. A page of the planner itself may be."""
    site, page = tmp_path / "site.yaml", tmp_path / "page.html"
    site.write_text("name: mine\n")
    page.write_text('<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>mine</title>')
    for own in (site, page, plan_file):
        before = own.read_bytes()
        assert cli.run(["report", str(plan_file), "-o", str(own)]) == 1
        assert f"{own} exists and is not a report of fabric-planner" in capsys.readouterr().err
        assert own.read_bytes() == before
    out = tmp_path / "report.html"
    assert [cli.run(["report", str(plan_file), "-o", str(out)]) for _ in range(2)] == [0, 0]


def test_init_leaves_schemas_of_others_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of the user under the name of a schema was replaced. A schema as this version writes it may stand."""
    own = tmp_path / "site" / "schema" / "crew.schema.json"
    own.parent.mkdir(parents=True)
    own.write_text("{}")
    assert cli.run(["init", "multirack", str(tmp_path / "site")]) == 1
    assert "holds schema/crew.schema.json already" in capsys.readouterr().err
    assert own.read_text() == "{}"
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["schema"]
    assert cli.run(["schema", "crew"]) == 0
    own.write_text(capsys.readouterr().out)
    assert cli.run(["init", "multirack", str(tmp_path / "site")]) == 0


def test_init_completes_what_a_killed_run_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of the user the files come one by one. A file that he has changed is his own."""
    site = tmp_path / "site"
    assert cli.run(["init", "multirack", str(site)]) == 0
    whole = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (site / "crew.yaml").unlink()
    assert cli.run(["init", "multirack", str(site)]) == 0
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == whole
    (site / "crew.yaml").unlink()
    (site / "site.yaml").write_text("mine")
    capsys.readouterr()
    assert cli.run(["init", "multirack", str(site)]) == 1
    assert "holds site.yaml already" in capsys.readouterr().err
    assert not (site / "crew.yaml").exists()


@pytest.mark.plan
def test_compare_exits_by_difference_only_where_asked(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plan is the same as itself. Four racks in the place of two are another plan, with devices added."""
    assert cli.run(["compare", str(plan_file), str(plan_file), "--exit-code"]) == 0
    assert "are the same in all that is printed and ordered" in capsys.readouterr().out
    other = tmp_path / "other.plan.json"
    assert cli.run(["init", "multirack", str(tmp_path / "site"), "--racks", "4"]) == 0
    assert cli.run(["plan", str(tmp_path / "site"), "-o", str(other)]) == 0
    capsys.readouterr()
    assert cli.run(["compare", str(plan_file), str(other), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["status"] == "different" and facts["devices"]["added"]
    assert cli.run(["compare", str(plan_file), str(other), "--exit-code"]) == 1


def test_sheets_and_pictures(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan_file.parent / "sheets"
    assert cli.run(["sheets", str(plan_file), "-o", str(out)]) == 0
    assert {
        "index.html",
        "crew/labels-wrap-25x57.pdf",
        "supplier/order_form.pdf",
        "lead/floor_plan.svg",
        "data/port_map.xlsx",
    } <= {path.relative_to(out).as_posix() for path in out.rglob("*")}
    assert not list(out.rglob("port_map.pdf"))
    assert cli.run(["sheets", str(plan_file), "-o", str(out), "--pdf", "all"]) == 0
    assert (out / "data" / "port_map.pdf").exists()
    assert cli.run(["draw", str(plan_file), "-o", str(plan_file.parent / "pictures")]) == 0
    capsys.readouterr()


def test_init_writes_over_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / "site.yaml").read_text()
    assert cli.run(["init", "multirack", str(site), "--racks", "3"]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert (site / "site.yaml").read_text() == before


@pytest.mark.plan
def test_a_failed_plan_leaves_the_old_file(site: Path, plan_file: Path, tmp_path: Path) -> None:
    before = plan_file.read_bytes()
    broken = tmp_path / "site"
    broken.mkdir()
    for path in site.glob("*.yaml"):
        (broken / path.name).write_text(path.read_text().replace("lengths_m: [3, 5, 10]", "lengths_m: [3]"))
    assert cli.run(["plan", str(broken), "-o", str(plan_file)]) == 1
    assert plan_file.read_bytes() == before


def test_a_failure_is_told_to_scripts_too(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the reasons stand on the standard output one by one, for people on the error stream as ever."""
    folder, output = tmp_path / "site", str(tmp_path / "plan.json")
    shutil.copytree(site, folder)
    (folder / "request.yaml").write_text((site / "request.yaml").read_text() + "budget_usd: 10\n")
    assert cli.run(["plan", str(folder), "-o", output, "--json"]) == 1
    printed = capsys.readouterr()
    facts = json.loads(printed.out)
    assert (facts["status"], facts["faults"]) == ("unmet", [])
    assert any("allowed 10.00 USD" in reason for reason in facts["reasons"])
    assert all(reason in printed.err for reason in facts["reasons"])
    (folder / "crew.yaml").write_text("shifts: none\n")
    assert cli.run(["designs", str(folder), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["file"], fault["line"], fault["key"]) == ("crew.yaml", 1, "shifts")
    assert cli.run(["audit", output, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["file"] == "plan.json"
    assert cli.run(["designs", str(folder)]) == 1
    assert capsys.readouterr().out == ""


def test_our_own_fault_is_said_with_a_file_to_send(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(path: Path) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("fabric.plan.load_plan", fall)
    assert cli.run(["explain", str(plan_file)]) == 3
    said = capsys.readouterr().err
    assert "a bug in fabric-planner: explain failed with ZeroDivisionError: oh" in said
    report = Path(said.split("send ")[1].split(" together")[0])
    assert "ZeroDivisionError" in report.read_text()
    report.unlink()


def test_an_interrupt_is_130(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fabric.plan.load_plan", stop)
    assert cli.run(["explain", str(plan_file)]) == 130
    capsys.readouterr()


@pytest.mark.plan
def test_a_plan_that_misses_the_budget_is_not_written(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    for path in site.glob("*.yaml"):
        (folder / path.name).write_text(path.read_text())
    (folder / "request.yaml").write_text((site / "request.yaml").read_text() + "budget_usd: 10\n")
    assert cli.run(["plan", str(folder), "-o", str(tmp_path / "plan.json")]) == 1
    said = capsys.readouterr().err
    assert "misses the request: material: 4,224.00 USD" in said
    assert "allowed 10.00 USD" in said
    assert not (tmp_path / "plan.json").exists()


def test_module_use_prints_nothing(pod_plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_plan(pod_plan, tmp_path / "plan.json")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_a_template_takes_only_its_own_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "superpod-h100", str(tmp_path / "x"), "--racks", "4"]) == 2
    assert "superpod-h100 takes --su" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_no_word_lacks_its_entry() -> None:
    """Tables by the words of the vocabulary are whole."""
    assert set(get_args(TemplateName)) == set(TEMPLATES)
    assert set(get_args(LabelStockName)) == {"auto", *STOCKS}
    assert set(get_args(PaperName)) == set(PAPERS)
    assert set(get_args(InputFile)) == set(FORMS)
    assert set(get_args(ListFile)) == set(LIST_FORMS)
    assert set(get_args(CatalogFile)) == set(CATALOG_FORMS)


def test_every_template_is_sound_and_refuses_the_options_of_others(tmp_path: Path) -> None:
    for name in TEMPLATES:
        assert cli.run(["init", name, str(tmp_path / name)]) == 0
        assert cli.run(["check", str(tmp_path / name)]) == 0
    assert cli.run(["init", "room-1mw", str(tmp_path / "x"), "--su", "3"]) == 2
    assert cli.run(["init", "roce-h100", str(tmp_path / "x"), "--su", "2", "--rooms", "3"]) == 2
    assert cli.run(["init", "superpod-h100", str(tmp_path / "x"), "--su", "17", "--networks", "all"]) == 2


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["size", "--nodes", "8", "--topology", "fat-tre"], "fat-tree"),
        (["init", "superpod", "x"], "superpod-h100"),
        (["schema", "sites"], "site"),
        (["sheets", "x.json", "-o", "x", "--paper", "A4"], "a4"),
        (["plan", "x", "-o", "x.json", "--objective", "install"], "install-time"),
        (["plan", "x", "-o", "x.json", "--objective", "zzz"], None),
    ],
)
def test_a_wrong_word_gets_the_nearest_right_one(
    arguments: list[str], meant: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert f"'{arguments[-1] if arguments[0] != 'init' else arguments[1]}' is not one of '" in said
    assert said.endswith(f"'. Did you mean '{meant}'?" if meant else "'.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--weights", "1:2"], "'1:2' is not three weights such as 100:1:0.001"),
        (["--weights", "1:1:1", "--objective", "cost"], "weights go with the objective weighted, not with cost"),
        (["--executor", "cloud"], "'cloud' is not serial, processes or tcp://HOST:PORT"),
        (["--time-limit", "nan"], "'nan' is not a number of seconds (0 or more)"),
        (["--pareto", "--objective", "cost"], "--pareto sets its own objectives"),
        (["--objective", "fame"], "'fame' is not one of"),
    ],
)
def test_options_of_plan_that_are_refused(
    site: Path, tmp_path: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["plan", str(site), "-o", str(tmp_path / "plan.json"), *options]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.plan
def test_the_front_starts_and_stops(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--pareto prints offers and writes the fastest; --start-from it is no worse; --time-limit 0 still plans."""
    first, second, third = (str(tmp_path / f"{name}.json") for name in "abc")
    assert cli.run(["plan", str(site), "-o", first, "--pareto", "--json"]) == 0
    front = json.loads(capsys.readouterr().out)
    assert front["front"][0]["install_time_h"] == front["install_time_h"]
    assert cli.run(["plan", str(site), "-o", second, "--start-from", first, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["install_time_h"] <= front["install_time_h"]
    assert cli.run(["plan", str(site), "-o", third, "--time-limit", "0", "--objective", "person-hours", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bound_h"] == front["bound_h"]
    assert cli.run(["audit", third]) == 0
    capsys.readouterr()


@pytest.mark.plan
def test_an_interrupted_search_writes_its_best_plan(tmp_path: Path) -> None:
    """Ctrl-C as soon as the first design is reported: exit 0, a plan that the judge accepts."""
    assert cli.run(["init", "superpod-h100", str(tmp_path / "site"), "--su", "8"]) == 0
    task = [sys.executable, "-m", "cli", "plan", str(tmp_path / "site"), "-o", str(tmp_path / "plan.json")]
    with subprocess.Popen(task, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert "stopping with the best plan found so far" in said
    assert cli.run(["audit", str(tmp_path / "plan.json")]) == 0


@pytest.mark.parametrize(
    "command",
    [
        ["explain"],
        ["sheets", "-o", "OUT"],
        ["draw", "-o", "OUT"],
        ["handover", "--at", "1h", "-o", "OUT"],
        ["report", "-o", "OUT"],
        ["simulate", "--runs", "20"],
    ],
    ids=lambda command: command[0],
)
def test_nothing_is_made_of_a_plan_that_the_judge_refuses(
    command: list[str], plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first package begins an hour before the racks are ready: the finding is printed, and no folder is written."""
    plain = json.loads(plan_file.read_text(encoding="utf-8"))
    plain["packages"]["start_s"][0] -= 3_600
    faulty = tmp_path / "faulty.plan.json"
    faulty.write_text(json.dumps(plain), encoding="utf-8")
    arguments = [part.replace("OUT", str(tmp_path / "out")) for part in command]
    assert cli.run([arguments[0], str(faulty), *arguments[1:]]) == 1
    printed = capsys.readouterr().err
    assert "starts-after-ready" in printed
    assert f"{faulty} is faulty: " in printed
    assert "Make the plan again" in printed
    assert not (tmp_path / "out").exists()


def test_a_faulty_plan_is_no_start(site: Path, plan_file: Path, tmp_path: Path) -> None:
    plain = json.loads(plan_file.read_text(encoding="utf-8"))
    plain["summary"]["cost_cents"] += 1
    faulty = tmp_path / "faulty.plan.json"
    faulty.write_text(json.dumps(plain), encoding="utf-8")
    assert cli.run(["plan", str(site), "--start-from", str(faulty), "-o", str(tmp_path / "p.json")]) == 1


@pytest.mark.parametrize(
    ("option", "value", "families"),
    [
        ("--dimensions", "8x8", "hyperx"),
        ("--switches", "5", "jellyfish"),
        ("--global-links", "3", "dragonfly and dragonfly-plus"),
        ("--order", "7", "slim-fly"),
        ("--groups", "3", "dragonfly and dragonfly-plus"),
    ],
)
def test_size_refuses_options_of_another_family(
    option: str, value: str, families: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """They counted for nothing, and nobody was told."""
    assert cli.run(["size", "--nodes", "64", option, value]) == 2
    assert f"{option} is for {families}, not for rail-optimized" in capsys.readouterr().err


def run_with(arguments: list[str], error: str, reads_output: bool = True) -> int:
    """The exit code of a run whose error stream is a file, and whose output is closed before it is read or not."""
    script = [sys.executable, "-c", f"import cli; cli.main({arguments!r})"]
    with (
        Path(error).open("w", encoding="utf-8") as stream,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=stream, cwd=ROOT) as process,
    ):
        assert process.stdout is not None
        if reads_output:
            process.stdout.read()
        else:
            process.stdout.close()
        return process.wait(120)


@pytest.mark.plan
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_full_disk_under_the_error_stream_ends_no_search(site: Path, tmp_path: Path) -> None:
    """The lines of progress cannot be written; the plan is made and written all the same."""
    output = tmp_path / "plan.json"
    assert run_with(["plan", str(site), "-o", str(output), "--executor", "serial"], "/dev/full") == 0
    assert output.exists()


@pytest.mark.plan
def test_a_reader_that_leaves_is_no_fault(plan_file: Path, site: Path, tmp_path: Path) -> None:
    """`| head -1` closes the pipe after a line: what was asked for is done, so the code is 0 for each command."""
    output = tmp_path / "plan.json"
    plan = ["plan", str(site), "-o", str(output), "--executor", "serial"]
    assert run_with(plan, os.devnull, reads_output=False) == 0
    assert output.exists()
    assert run_with(["explain", str(plan_file)], os.devnull, reads_output=False) == 0
