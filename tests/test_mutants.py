"""The planted mutants fit the code: each text to replace stands exactly once in its file."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_mutant_can_be_planted() -> None:
    """tools/plant_mutants.py tries them; a text that moved away would protect nothing."""
    spec = importlib.util.spec_from_file_location("plant_mutants", ROOT / "tools" / "plant_mutants.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    mutants = tool.read_mutants()
    assert len(mutants) == len({mutant.name for mutant in mutants}) == 39
    assert not [
        mutant.name
        for mutant in mutants
        if (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.before) != 1 or mutant.before == mutant.after
    ]
