"""Keys and words of the input files that have a new name. The old name works for one version, with a note."""

from typing import NamedTuple

from fabric.vocabulary.words import InputFile


class Renamed(NamedTuple):
    """One name that was changed."""

    file: InputFile
    """Name of the input file, without its ending."""
    path: tuple[str, ...]
    """Keys from the top of the file; `*` stands for every item of a list.

    Of a key: the mapping that holds it. Of a word: the value that it is.
    """
    old: str
    """Key or word that this version still takes."""
    new: str
    """Key or word that replaces it."""

    @property
    def note(self) -> str:
        """The sentence that users of the old name read."""
        return (
            f"'{self.old}' is now called '{self.new}'. Write '{self.new}': only this version still takes the old name"
        )


RENAMED_KEYS = (Renamed("request", ("networks", "*", "shape"), "units_per_pod", "su_per_pod"),)
"""A pod of a folded Clos holds scalable units; a unit alone may also be a rack unit."""

RENAMED_WORDS = (Renamed("request", ("objective",), "first-pod", "first-su"),)
"""A scalable unit is ready first, not a pod of a folded Clos."""
