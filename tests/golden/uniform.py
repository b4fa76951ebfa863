"""Computes numbers from a name, for the scripts in this folder; src/base/prng.ts does the same in TypeScript."""


def uniform(name, count):
    """Returns the first `count` values of 2 * mulberry32(fnv1a(name)) - 1."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    values = []
    for _ in range(count):
        seed = (seed + 0x6D2B79F5) & 0xFFFFFFFF
        x = ((seed ^ (seed >> 15)) * (seed | 1)) & 0xFFFFFFFF
        x = ((x + (((x ^ (x >> 7)) * (x | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ x
        values.append(2 * ((x ^ (x >> 14)) / 4294967296) - 1)
    return values
