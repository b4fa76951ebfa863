"""
Writes statistics.json: intervals, p-values and coverages computed by SciPy, to compare with those in TypeScript.

  python3 tests/golden/make-statistics.py        (made with SciPy 1.17; half a minute)

Intervals of means and t limits come from scipy.stats.t, Wilson intervals from scipy.stats.binomtest, BCa and percentile
intervals (Efron 1987; DiCiccio and Efron 1996) from scipy.stats.bootstrap. Sign-flip p-values count every choice of signs.
Holm's adjusted p-value is found by its meaning: the lowest level at which the step-down procedure rejects the hypothesis.

A coverage is the share of samples of n values whose 95 % interval contains the law's mean; docs/studies.md says what
follows from them. The laws are skewed as scores, overlaps and differences of hits are. A sample of equal values has no
interval and counts as not covered.
"""
import itertools
import json
import pathlib

import numpy as np
import scipy
from scipy import stats

HERE = pathlib.Path(__file__).parent
LEVEL = 0.95
SIZES = (10, 14, 33, 50)
SAMPLES, RESAMPLES = 4000, 2000

# Each law: its mean, and values made from uniform numbers u in [0, 1). The test draws from the same laws by name.
LAWS = {
    "1 - u^4": (0.8, lambda u: 1 - u**4),
    "u^2": (1 / 3, lambda u: u**2),
    "u^6": (1 / 7, lambda u: u**6),
    "0 if u < 0.2, else u": (0.48, lambda u: np.where(u < 0.2, 0, u)),
    "-1 if u < 0.05, 1 if u > 0.8, else 0": (0.15, lambda u: np.where(u < 0.05, -1, np.where(u > 0.8, 1, 0))),
}


def t_interval(values):
    mean = np.mean(values)
    return stats.t.interval(LEVEL, len(values) - 1, loc=mean, scale=stats.sem(values))


def sign_flip(differences):
    sizes = np.abs(differences)
    found = abs(np.sum(differences))
    sums = [abs(np.dot(signs, sizes)) for signs in itertools.product((-1, 1), repeat=len(sizes))]
    return float(np.mean([total >= found - 1e-9 for total in sums]))


def holm_rejects(p, level):
    """Returns, for each hypothesis, whether Holm's procedure rejects it: from the smallest p on, until one is too large."""
    rejected = [False] * len(p)
    for place, index in enumerate(np.argsort(p, kind="stable")):
        if p[index] * (len(p) - place) > level:
            break
        rejected[index] = True
    return rejected


def holm(p):
    levels = sorted({1.0} | {value * times for value in p for times in range(1, len(p) + 1) if value * times < 1})
    return [next((level for level in levels if holm_rejects(p, level)[i]), 1.0) for i in range(len(p))]


def sample(name, values):
    values = [round(float(value), 6) for value in values]
    counted = sign_flip(values) if len(values) <= 16 else None
    return {"name": name, "values": values, "t": list(map(float, t_interval(values))), "p": counted}


def share(k, n):
    low, high = stats.binomtest(k, n).proportion_ci(LEVEL, "wilson")
    return {"k": k, "n": n, "wilson": [float(low), float(high)]}


def covered(low, high, mean):
    return float(np.sum((low <= mean) & (mean <= high)) / SAMPLES)


def coverage(name, n, rng):
    mean, law = LAWS[name]
    values = law(rng.random((SAMPLES, n)))
    values = values[np.ptp(values, axis=1) > 0]
    drawn = stats.bootstrap(
        (values,),
        np.mean,
        axis=1,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="BCa",
        batch=20,
        random_state=rng,
    )
    percentile = np.quantile(drawn.bootstrap_distribution, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=-1)
    half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * stats.sem(values, axis=1)
    middle = values.mean(axis=1)
    return {
        "law": name,
        "mean": mean,
        "n": n,
        "t": covered(middle - half, middle + half, mean),
        "bca": covered(*drawn.confidence_interval, mean),
        "percentile": covered(*percentile, mean),
    }


def main():
    rng = np.random.default_rng(200200367)
    out = {
        "about": "made by tests/golden/make-statistics.py; see there",
        "scipy": scipy.__version__,
        "tLimits": [
            {"level": level, "degrees": degrees, "limit": float(stats.t.ppf((1 + level) / 2, degrees))}
            for level in (0.5, 0.95, 0.99)
            for degrees in (1, 2, 3, 4, 9, 10, 13, 32, 49, 499, 1000)
        ],
        "samples": [
            sample("scores", 1 - rng.random(10) ** 4),
            sample("gains", rng.random(14) ** 2 - 0.3),
            sample("lengths", rng.integers(1, 17, 16)),
            sample("differences of hits", [0, 1, 0, 0, 1, 1, -1, 0, 0, 1, 0, 0]),
            sample("overlaps", np.where(rng.random(33) < 0.2, 0, rng.random(33))),
        ],
        "shares": [share(k, n) for n in (10, 14, 33, 50) for k in (0, 1, n // 3, n - 1, n)],
        "holm": [
            {"p": p, "adjusted": holm(p)}
            for p in (
                [0.01, 0.04, 0.03],
                [0.04],
                [0.01, 0.02, 0.02, 0.6],
                [round(float(p), 6) for p in rng.random(12) ** 3],
            )
        ],
        "coverage": [coverage(name, n, rng) for name in LAWS for n in SIZES],
    }
    (HERE / "statistics.json").write_text(json.dumps(out, indent=1) + "\n")


main()
