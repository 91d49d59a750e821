"""Groups of ports: equal cages of a device type, used in one way."""

from dataclasses import dataclass

from layouts import Face, divide_up


@dataclass(frozen=True, kw_only=True)
class PortGroup:
    """Equal cages of a device type, used in one way."""

    model: str
    """Device type that has the cages."""
    group: str
    """Name of the cages; `:mode` follows where they are split."""
    first_cage: int
    """Number of the first cage."""
    cages: int
    """Number of cages, those that a split neighbour disables included."""
    mpos: int
    """Connectors of a cage, at least 1."""
    cage_kind: str
    """Form factor of the cages, such as `osfp-finned-twin`. Modules of this kind fit, and those of `takes`."""
    face: Face
    """Side of the rack at which the ports show."""
    speed_gbps: int
    """Speed of one port."""
    printed: str
    """Template of the printed name: {cage}, {mpo} (from 1), {mpo0}, {lane} (from 1), {port}, {port0} are filled in.
    {way} and {way0} number the ports of a cage; {lane8} is the first of its eight electrical lanes of a port.
    """
    os: str
    """Template of the name that the operating system gives; empty where no source states it."""
    driver: tuple[str, ...]
    """Names that the driver gives, in the order of the ports; empty where it gives none."""
    source: str
    """Document or list that the figures come from, as text."""
    confidence: str
    """Confidence in the source: `published`, `secondary`, `memory` or `assumed`."""
    lanes: int = 1
    """Ports of a connector; more than 1 take a splitter cable."""
    skip: int = 0
    """Cages after each used one that it disables."""
    absent: tuple[int, ...] = ()
    """Places of the grid of cages and connectors, from 0, that have no port."""
    names: tuple[str, ...] = ()
    """Printed names in the order of the ports; they replace the template."""
    os_names: tuple[str, ...] = ()
    """Names in the operating system in the order of the ports; they replace the template and `names`."""
    rails: tuple[int, ...] = ()
    """Rail of each port, from 0: the index of its GPU. Empty where the ports are in the order of the rails."""
    number: str = ""
    """Template of the port number in the fabric, such as that of InfiniBand; empty where there is none."""
    takes: tuple[str, ...] = ()
    """Older kinds of modules that the cages take beside their own kind."""
    is_whole: bool = False
    """Whether one module of a cable takes the whole cage and all its ports. Only such cables use the group."""

    @property
    def grid_numbers(self) -> tuple[int, ...]:
        """The place of each port in the full grid of cages, connectors and lanes: `absent` places have no port."""
        full = divide_up(self.cages, 1 + self.skip) * self.mpos * self.lanes
        missing = {place * self.lanes + lane for place in self.absent for lane in range(self.lanes)}
        return tuple(number for number in range(full) if number not in missing)

    @property
    def ports(self) -> int:
        """Ports that it gives: cages that a neighbour disables give none."""
        full = divide_up(self.cages, 1 + self.skip) * self.mpos * self.lanes
        return full - len(self.absent) * self.lanes

    @property
    def per_cage(self) -> int:
        """Ports of one cage."""
        return self.mpos * self.lanes

    def accepts(self, module: str) -> bool:
        """Whether a module of a kind goes into the cages."""
        return module == self.cage_kind or module in self.takes

    @property
    def cages_of(self) -> str:
        """The name of the cages, without their mode."""
        return self.group.partition(":")[0]
