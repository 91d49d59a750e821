"""A table of typed records, kept as columns: 49,152 links are 40 tuples, not 49,152 objects."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from fabric.tables.data_frame import make_frame

Record = TypeVar("Record")


@dataclass(frozen=True)
class RecordTable(Sequence[Record], Generic[Record]):
    """A frozen sequence of records of one type. A record is made when it is asked for."""

    record: Callable[..., Record]
    """Type of the records, a NamedTuple."""
    columns: Mapping[str, tuple[Any, ...]]
    """Values of each field of the records, by its name, in the order of the fields; all of one length."""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> "RecordTable[Record]": ...
    def __getitem__(self, place: int | slice) -> "Record | RecordTable[Record]":
        """One record, or the table of some. Raises IndexError where there is no such record."""
        if isinstance(place, slice):
            return RecordTable(self.record, {name: column[place] for name, column in self.columns.items()})
        return self.record(*(column[place] for column in self.columns.values()))

    def __iter__(self) -> Iterator[Record]:
        return map(self.record, *self.columns.values())

    def where(self, is_wanted: Callable[[Record], bool]) -> "RecordTable[Record]":
        """The table of the records for which a test is true, in the same order."""
        chosen = [place for place, record in enumerate(self) if is_wanted(record)]
        columns = {name: tuple(column[place] for place in chosen) for name, column in self.columns.items()}
        return RecordTable(self.record, columns)

    def to_records(self) -> list[dict[str, Any]]:
        """The records as dictionaries, such as `json` and templates take."""
        return [dict(zip(self.columns, values, strict=True)) for values in zip(*self.columns.values(), strict=True)]

    def to_frame(self) -> Any:
        """The table as a `pandas.DataFrame`, a column for each field. Raises MissingPackageError without pandas."""
        return make_frame(self.columns)
