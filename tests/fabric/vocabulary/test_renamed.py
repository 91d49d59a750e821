"""The table of renamed names says no nonsense."""

from typing import get_args

import pytest

from fabric.vocabulary import RENAMED_KEYS, RENAMED_WORDS, InputFile, Objective
from fabric.vocabulary.renamed import Renamed


@pytest.mark.parametrize("renamed", [*RENAMED_KEYS, *RENAMED_WORDS])
def test_a_renamed_name_is_of_a_file_and_of_another_name(renamed: Renamed) -> None:
    assert renamed.file in get_args(InputFile)
    assert renamed.old != renamed.new
    assert renamed.note.index(renamed.old) < renamed.note.index(renamed.new)


def test_objectives_are_called_by_their_new_names() -> None:
    old = {renamed.old for renamed in RENAMED_WORDS if renamed.path == ("objective",)}
    new = {renamed.new for renamed in RENAMED_WORDS if renamed.path == ("objective",)}
    assert not old & set(get_args(Objective))
    assert new <= set(get_args(Objective))
