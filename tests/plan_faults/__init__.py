"""Faults that are planted in sound plans of all families, each with the rule of the judge that must catch it by name.

`tools/plant_faults.py` plants all of them and prints which were caught; `tests/test_plan_faults.py` requires it.
"""
