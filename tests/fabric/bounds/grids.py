"""The small grid of spines that tests count by hand."""

from fabric.bounds.spine_grid import SpineGrid


def two_units(one: int, two: int) -> SpineGrid:
    """Two units of two leaves, each with a pod of two spines; two groups of two cores, 1 link from a core to a spine.

    One leaf and one spine have `one` link or more; one leaf has `two` with both spines, and so has one spine with both
    leaves.
    """
    return SpineGrid(
        spines=4,
        unit_leaves=2,
        pod_units=1,
        pod_spines=2,
        group_cores=2,
        group_spines=2,
        cell_spines=1,
        below=((0, 0, 0), (0, one, two), (0, two, 2 * two)),
        above=(0, 1, 2),
    )
