"""Numbers that are a function of a name, for the scripts beside this one; TypeScript's are in src/base/prng.ts."""


def uniform(name, count):
    """2 * mulberry32(fnv1a(name)) - 1, `count` times."""
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
