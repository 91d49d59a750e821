"""Old names of keys and words: they work, each with one note that says the new name."""

import json
from pathlib import Path
from typing import get_args

import click
import pytest

from cli import run
from fabric.commands.shared import Word
from fabric.inputs import FORMS
from fabric.plan import load_plan, save_plan
from fabric.plan.plan import Plan
from fabric.vocabulary import RENAMED_KEYS, RENAMED_WORDS, Objective
from tests.fabric.inputs.folders import NETWORK, faults_of, notes_of, read, write_folder

OLD_WORD = {"request.yaml": NETWORK + "objective: first-pod\n"}
OLD_KEY = {"request.yaml": NETWORK.replace("uplinks_per_leaf: 4", "shape: {units_per_pod: 3}")}


def test_an_old_word_is_read_as_the_new_one(tmp_path: Path) -> None:
    assert read(tmp_path, OLD_WORD).request.objective == "first-su"
    assert notes_of(tmp_path, OLD_WORD) == [
        "request.yaml:3 at objective: 'first-pod' is now called 'first-su'. Write 'first-su': only this version still "
        "takes the old name"
    ]


def test_an_old_key_is_read_as_the_new_one(tmp_path: Path) -> None:
    assert read(tmp_path, OLD_KEY).request.networks[0].shape.units_per_pod == 3
    (note,) = notes_of(tmp_path, OLD_KEY)
    assert note.startswith(
        "request.yaml:2 at networks[0].shape.units_per_pod: 'units_per_pod' is now called 'su_per_pod'"
    )


def test_new_names_earn_no_note(tmp_path: Path) -> None:
    new = {"request.yaml": OLD_KEY["request.yaml"].replace("units_per_pod", "su_per_pod") + "objective: first-su\n"}
    assert read(tmp_path, new).request.networks[0].shape.units_per_pod == 3
    assert notes_of(tmp_path, new) == []


def test_both_names_of_a_key_are_a_fault(tmp_path: Path) -> None:
    both = {"request.yaml": OLD_KEY["request.yaml"].replace("units_per_pod: 3", "units_per_pod: 3, su_per_pod: 3")}
    (fault,) = faults_of(tmp_path, both)
    assert "at networks[0].shape.units_per_pod: unknown key 'units_per_pod'. Remove it: 'su_per_pod' is stated" in fault


def test_a_wrong_value_under_an_old_key_has_its_line(tmp_path: Path) -> None:
    wrong = {"request.yaml": NETWORK.replace(", uplinks_per_leaf: 4}", ",\n     shape: {\n       units_per_pod: 0}}")}
    (fault,) = faults_of(tmp_path, wrong)
    assert fault.startswith("request.yaml:4 at networks[0].shape.su_per_pod: 0 is too small")


def test_check_says_it_on_the_error_stream_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write_folder(tmp_path, OLD_WORD))
    assert run(["check", folder]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("note: request.yaml:3 at objective:")
    assert "note:" not in printed.out
    assert run(["check", folder, "--json"]) == 0
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert "'first-su'" in note


def test_check_says_it_beside_faults_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The old word stands in request.yaml, the fault in crew.yaml."""
    folder = write_folder(tmp_path, OLD_WORD)
    (folder / "crew.yaml").write_text("shifts: none\n", encoding="utf-8")
    assert run(["check", str(folder)]) == 1
    note, fault, _ = capsys.readouterr().err.splitlines()
    assert note.startswith("note: request.yaml:3 at objective:")
    assert fault.startswith("crew.yaml:1 at shifts:")
    assert run(["check", str(folder), "--json"]) == 1
    facts = json.loads(capsys.readouterr().out)
    assert (facts["status"], len(facts["faults"])) == ("faulty", 1)
    assert [f"note: {text}" for text in facts["notes"]] == [note]


def test_check_prints_the_remark_of_a_site(tmp_path: Path) -> None:
    site = (Path(__file__).parents[2] / "errors" / "base" / "site.yaml").read_text(encoding="utf-8")
    assert notes_of(tmp_path, {"site.yaml": site + "notes: rented until May\n"}) == ["site.yaml: rented until May"]


def test_an_option_takes_the_old_word_with_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    option = Word(get_args(Objective), "objective")
    assert option.convert("first-pod", None, None) == "first-su"
    assert "Write 'first-su'" in capsys.readouterr().err
    assert option.convert("cost", None, None) == "cost"
    assert capsys.readouterr().err == ""
    with pytest.raises(click.BadParameter):
        option.convert("fastest", None, None)


def test_a_plan_file_with_the_old_word_loads(multirack_plan: Plan, tmp_path: Path) -> None:
    save_plan(multirack_plan, tmp_path / "plan.json")
    text = (tmp_path / "plan.json").read_text(encoding="utf-8")
    old = text.replace('"objective": "install-time"', '"objective": "first-pod"')
    assert old != text
    (tmp_path / "plan.json").write_text(old, encoding="utf-8")
    assert load_plan(tmp_path / "plan.json").project.request.objective == "first-su"


def test_every_new_name_is_taken_and_no_old_one_is() -> None:
    """The tables agree with the forms: a new key is in the form of its file, an old one is in none."""
    for renamed in (*RENAMED_KEYS, *RENAMED_WORDS):
        schema = json.dumps(FORMS[renamed.file].model_json_schema())
        assert f'"{renamed.new}"' in schema
        assert f'"{renamed.old}"' not in schema
