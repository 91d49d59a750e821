"""The version of the distribution and of the plan format, in one place."""

VERSION = "0.1.0"
