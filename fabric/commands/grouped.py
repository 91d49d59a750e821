"""The help of a command with its options in groups: what it does first, what it prints last."""

import click

GROUPS = {
    "Template": ("su", "init.racks", "rooms", "init.networks", "as_list"),
    "Search": ("objective", "weights", "start_from", "effort", "time_limit", "pareto", "kinds", "executor"),
    "Simulation": ("deadline", "crew_sizes", "runs", "seed"),
    "Fabric": ("topology", "nodes", "nics", "nodes_per_su", "planes", "speed_gbps", "uplink_speed_gbps"),
    "Switches": ("model", "radix", "spine_radix"),
    "Folded Clos": (
        "oversubscription",
        "core_oversubscription",
        "downlinks",
        "tiers",
        "spread",
        "pod_leaves",
        "spare_ports",
        "expansion_su",
        "ufm",
    ),
    "Families without tiers": (
        "hosts_per_switch",
        "group_switches",
        "global_links",
        "groups",
        "links_per_group_pair",
        "dimensions",
        "dimension_links",
        "order",
        "switches",
        "degree",
    ),
    "Part of the floor": ("crews", "rows", "racks", "networks", "phases"),
    "Labels and cable schedule": (
        "base_url",
        "label_stocks",
        "label_text_only",
        "label_dpi",
        "columns",
        "both_ways",
    ),
    "Files": ("output", "paper", "pdf", "revision", "moment"),
    "Output": ("project", "exit_code", "verbose", "quiet", "as_json", "help"),
}
"""The options of all commands by the heading that they stand under, in the order of the help.

`init.racks` is an option of one command.
"""
LAST = "Output"
"""The last heading, which takes what has no group."""


class GroupedCommand(click.Command):
    """A command whose help has a heading for each group of options."""

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options under the headings of `GROUPS`; each option has one."""
        records = {
            "help" if "--help" in option.opts else option.name: record
            for option in self.get_params(context)
            if isinstance(option, click.Option) and (record := option.get_help_record(context)) is not None
        }
        for heading, names in GROUPS.items():
            own = [name.removeprefix(f"{self.name}.") for name in names]
            mine = [records.pop(name) for name in own if name in records]
            if heading == LAST:
                # Nothing is hidden for want of a group; a test asks for one.
                mine += records.values()
            if mine:
                with formatter.section(heading):
                    formatter.write_dl(mine)
