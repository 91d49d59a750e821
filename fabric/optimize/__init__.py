"""The decisions, one module each; the only door to ortools.

placement: which rack each switch stands in · bundles: trunks, taped bundles or jumpers between two racks · routing:
which pathways · lengths: stock or custom, which length, how few kinds · schedule: which crew does what when.
"""
