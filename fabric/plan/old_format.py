"""Plan files of the format before: `fabric-plan/5`.

Its lengths leave out the distance along the depth of a rack, from the face of a port to the entry. Entries were the
centres of racks, and a device showed all its ports at one face. The plan that is read says so (`Site.with_depth`), so
that its derivations and its audit follow the rule under which its cables were ordered.
"""

from typing import Any

from fabric.plan.codec import CodecError
from fabric.plan.plan import Plan

OLD_LENGTHS = (
    "the lengths of this plan were made under the rule of fabric-plan/5, which leaves out the depth of racks: a cable "
    "may be short by up to the depth of both its racks. Make the plan again"
)


def upgrade_old_format(data: dict[str, Any]) -> dict[str, Any]:
    """A plan of the format before with the keys of today; `format` stays. Raises CodecError where it is damaged."""
    try:
        project, site = data["project"], data["project"]["site"]
        racks = {rack["id"]: rack for rack in site["racks"]}
        drops = [drop | {"entry_mm": _centre_mm(racks[drop["rack"]])} for drop in site["drops"]]
        assumed = [*data["assumptions"], OLD_LENGTHS]
        types = project["catalog"]["device_types"]
        catalog = project["catalog"] | {"device_types": {name: _one_face(item) for name, item in types.items()}}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise CodecError("a rack, a drop or a device type of the site is missing or of another form") from None
    site = site | {"drops": drops, "with_depth": False}
    return data | {"project": project | {"site": site, "catalog": catalog}, "assumptions": assumed}


def _centre_mm(rack: dict[str, Any]) -> list[int]:
    """The centre of a rack: the entry of every drop."""
    width, depth = rack["type"]["width_mm"], rack["type"]["depth_mm"]
    size_x, size_y = (width, depth) if rack["front"] in ("north", "south") else (depth, width)
    return [rack["x_mm"] + size_x // 2, rack["y_mm"] + size_y // 2]


def _one_face(device_type: dict[str, Any]) -> dict[str, Any]:
    """A device type that shows all its ports at the face of the first group."""
    groups = device_type["port_groups"]
    return device_type | {"port_groups": [group | {"face": groups[0]["face"]} for group in groups]}


def list_old_rules(plan: Plan) -> list[str]:
    """What a plan of an older format leaves out, in sentences for people; empty for a plan of this version."""
    return [] if plan.project.site.with_depth else [OLD_LENGTHS]
