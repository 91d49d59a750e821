"""A trio of plans for every rule of the judge, one module for each module of rules."""
