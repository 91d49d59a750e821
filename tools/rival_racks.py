"""The room in the racks of a site, for tools/check_bounds.py, by rules of its own: units, power, weight and kind."""

from collections.abc import Mapping
from typing import NamedTuple

from fabric.project import Device, Project


class Spot(NamedTuple):
    """A place of a device in a rack."""

    rack: str
    """Id of the rack."""
    bottom: int
    """Half units below the device."""


class Racks:
    """The room in the racks of a site, with the rules for devices: units, power, weight and kind."""

    def __init__(self, project: Project, models: Mapping[str, str]):
        """`models` has the model of each new switch."""
        types = project.catalog.device_types
        self.type = {device.id: project.type_of(device) for device in project.devices}
        self.type |= {name: types[model] for name, model in models.items()}
        self.limits = {rack.id: rack.type for rack in project.site.racks}
        self.fixed = {device.id: spot_of(device) for device in project.devices if device.rack is not None}
        self.movable = [device.id for device in project.devices if device.rack is None] + sorted(models)
        self.taken, self.power_w, self.weight_g = (dict.fromkeys(self.limits, 0) for _ in range(3))
        for name, spot in self.fixed.items():
            self.taken[spot.rack] |= self._units(name) << spot.bottom
            self.power_w[spot.rack] += self.type[name].power_w
            self.weight_g[spot.rack] += self.type[name].weight_g

    def choices_of(self, name: str) -> list[str]:
        """The racks that take devices of this kind."""
        return [rack for rack, limit in self.limits.items() if self.type[name].role in limit.holds]

    def stand(self, racks: Mapping[str, str]) -> dict[str, Spot] | None:
        """Places of all devices with each movable one in its rack; None where a rack does not take its devices.

        Hosts fill a rack from the bottom, switches from the top. Bit n of `taken` is half unit n.
        """
        taken, power_w, weight_g = dict(self.taken), dict(self.power_w), dict(self.weight_g)
        spots = dict(self.fixed)
        for name in self.movable:
            rack, kind = racks[name], self.type[name]
            limit = self.limits[rack]
            power_w[rack] += kind.power_w
            weight_g[rack] += kind.weight_g
            if power_w[rack] > limit.max_power_w or weight_g[rack] > limit.max_weight_g:
                return None
            if kind.role not in limit.holds:
                return None
            units, is_switch = self._units(name), kind.role == "switch"
            top = (limit.usable_half_ru if is_switch else limit.half_ru) - kind.half_ru
            bottoms = range(top - top % 2, -1, -2) if is_switch else range(0, top + 1, 2)
            bottom = next((bottom for bottom in bottoms if not taken[rack] & units << bottom), None)
            if bottom is None:
                return None
            taken[rack] |= units << bottom
            spots[name] = Spot(rack, bottom)
        return spots

    def _units(self, name: str) -> int:
        """A bit for each half unit of a device."""
        return (1 << self.type[name].half_ru) - 1


def spot_of(device: Device) -> Spot:
    """The place of a device that has one; units are numbered from the bottom."""
    assert device.position_half_ru is not None
    return Spot(device.rack or "", device.position_half_ru - 2)
