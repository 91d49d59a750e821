"""Slim Fly: the McKay-Miller-Siran graphs, of diameter 2, close to the most switches that a degree allows.

Besta, Hoefler, SC 2014. For a prime q = 4w + d, d in {-1, 1}, and a primitive element x of the field of q elements:
2 q^2 switches (0, a, b) and (1, m, c) of degree (3q - d) / 2, with (0, a, b) ~ (0, a, b') where b - b' is in X,
(1, m, c) ~ (1, m, c') where c - c' is in X', and (0, a, b) ~ (1, m, c) where b = m a + c.
d = 1: X the even powers of x, X' the odd ones. d = -1 (Hafner 2004): X = +-{1, x^2, ..}, X' = x X, w of each sign.

Section (rack) i holds all (0, i, *) and (1, i, *): for q = 5 that gives 5 racks of 10 with 15 links inside each and 10
between each two, 175 in all (Blach et al., arXiv 2310.03742). Powers of primes are not built: only q prime.
"""

import numpy as np

from fabric.topology.attachment import Attachment
from fabric.topology.fabric_size import SizingError
from fabric.topology.flat import Edges, build_flat
from fabric.topology.links import GLOBAL, LOCAL, Fabric


def is_order(q: int) -> bool:
    """Whether there is a Slim Fly of order q: where q is an odd prime."""
    return q >= 3 and all(q % n for n in range(2, int(q**0.5) + 1))


def check_order(q: int) -> int:
    """d of q = 4w + d. Raises SizingError where q is not an odd prime."""
    if not is_order(q):
        raise SizingError(f"a Slim Fly needs an odd prime q such as 5, 7, 11, 13, 17, 19, found {q}")
    return 1 if q % 4 == 1 else -1


def degree(q: int) -> int:
    """Links of a switch to other switches."""
    return (3 * q - check_order(q)) // 2


def _generators(q: int) -> tuple[set[int], set[int]]:
    d = check_order(q)
    x = next(x for x in range(2, q) if len({pow(x, n, q) for n in range(q - 1)}) == q - 1) if q > 3 else 2
    if d == 1:
        return {pow(x, n, q) for n in range(0, q - 1, 2)}, {pow(x, n, q) for n in range(1, q - 1, 2)}
    w = (q + 1) // 4
    even = {sign * pow(x, 2 * n, q) % q for n in range(w) for sign in (1, -1)}
    odd = {sign * pow(x, 2 * n - 1, q) % q for n in range(1, w + 1) for sign in (1, -1)}
    return even, odd


def list_slim_fly_edges(q: int) -> Edges:
    """Links between the 2 q^2 switches; switch 2 q i + b is (0, i, b), switch 2 q i + q + c is (1, i, c)."""
    even, odd = _generators(q)
    low, high = [], []
    for half, near in ((0, even), (q, odd)):
        for i in range(q):
            for b in range(q):
                for step in near:
                    if b < (b + step) % q:
                        low.append(2 * q * i + half + b)
                        high.append(2 * q * i + half + (b + step) % q)
    for a in range(q):
        for b in range(q):
            for m in range(q):
                low.append(2 * q * a + b)
                high.append(2 * q * m + q + (b - m * a) % q)
    ends = np.sort(np.array([low, high], np.int32), axis=0)
    local = ends[0] // (2 * q) == ends[1] // (2 * q)
    return np.where(local, LOCAL, GLOBAL).astype(np.int32), ends[0], ends[1]


def build_slim_fly(devices: tuple[str, ...], attachment: Attachment, q: int, radix: int, prefix: str = "") -> Fabric:
    """The Slim Fly of order q, in q sections of 2q switches."""
    return build_flat(devices, attachment, 2 * q * q, 2 * q, list_slim_fly_edges(q), radix, prefix)
