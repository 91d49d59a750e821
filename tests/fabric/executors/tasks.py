"""What the processes of a test do; a module that is quick to load, since each process loads it."""


def square(number: int) -> int:
    return number * number


def fail(number: int) -> int:
    raise ValueError(f"{number} is too many")
