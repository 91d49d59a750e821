"""Kinds of pulls and of work packages. Plan files hold their numbers; sheets and reports print their words."""

from enum import IntEnum


class PullForm(IntEnum):
    """The form of a pull: the cables that it lays."""

    TRUNK = 0
    """One pre-terminated trunk."""
    BUNDLE = 1
    """Several jumpers, taped together before they are pulled."""
    SINGLE = 2
    """One jumper between two racks."""
    PATCH = 3
    """Jumpers inside one rack."""

    @property
    def word(self) -> str:
        """The name in lower case, as documents print it."""
        return self.name.lower()


class PackageKind(IntEnum):
    """The kind of a work package; its subject is a rack, a device or a pull."""

    OPEN = 0
    """Opens a rack."""
    OPTICS = 1
    """Inserts the transceivers of one device."""
    PULL = 2
    """Lays one pull."""
    LAND_A = 3
    """Dresses and plugs the A end of one pull."""
    LAND_B = 4
    """Dresses and plugs the B end of one pull."""
    TEST = 5
    """Tests the links of one pull."""
    KIT = 6
    """Stages, labels and tapes the cables of one pull at a table, before the racks are ready."""

    @property
    def word(self) -> str:
        """The name in lower case, as documents print it."""
        return self.name.lower()

    @property
    def is_of_pull(self) -> bool:
        """Whether the subject is a pull, not a rack or a device."""
        return self >= PackageKind.PULL
