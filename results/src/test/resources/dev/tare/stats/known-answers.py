"""Writes known-answers.json, the vectors that KnownAnswersTest compares with.

Origin: SciPy and NumPy in the versions that the file names, none of this project's code. Welch,
paired t, Benjamini-Hochberg, least squares and the noncentral t are SciPy's own functions; the
contrast of four groups and the exact bootstrap (every one of n^n samples, no random number) are
written out below from their definitions.

    python3 known-answers.py > known-answers.json
"""

import itertools
import json

import numpy as np
import scipy
from scipy import stats

RANDOM = np.random.default_rng(20260101)


def interval(ci):
    return [float(ci.low), float(ci.high)]


def two_sided(test, d, se):
    return {
        "d": float(d),
        "se": float(se),
        "df": float(test.df),
        "p": float(test.pvalue),
        "ci95": interval(test.confidence_interval(0.95)),
        "ci90": interval(test.confidence_interval(0.90)),
    }


def welch(a, b):
    se = np.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b))
    test = stats.ttest_ind(b, a, equal_var=False)
    return {"a": list(a), "b": list(b), **two_sided(test, np.mean(b) - np.mean(a), se)}


def paired(a, b):
    d = np.asarray(b) - np.asarray(a)
    return {"a": list(a), "b": list(b), **two_sided(stats.ttest_rel(b, a), d.mean(), stats.sem(d))}


def logs(mean, sd, n):
    return [float(x) for x in RANDOM.normal(np.log(mean), sd, n)]


def contrast(groups, weights):
    n = np.array([len(g) for g in groups])
    part = np.square(weights) * np.array([np.var(g, ddof=1) for g in groups]) / n
    se = np.sqrt(part.sum())
    df = part.sum() ** 2 / np.sum(part**2 / (n - 1))
    d = float(np.dot(weights, [np.mean(g) for g in groups]))
    half = stats.t.isf(0.025, df) * se
    return {
        "groups": groups,
        "d": d,
        "se": float(se),
        "df": float(df),
        "p": float(2 * stats.t.sf(abs(d / se), df)),
        "ci95": [d - half, d + half],
    }


def slope(values):
    fit = stats.linregress(range(len(values)), np.log(values))
    return {"values": values, "slope": float(fit.slope)}


def geometric(values):
    x = np.log(values)
    low, high = stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x))
    return {
        "values": values,
        "value": float(stats.gmean(values)),
        "ci95": [float(np.exp(low)), float(np.exp(high))],
        "cv": float(np.std(x, ddof=1)),
    }


def power(n, cv, change, alpha):
    df = 2 * n - 2
    critical = stats.t.isf(alpha / 2, df)
    return stats.nct.sf(critical, df, np.log1p(change) / cv * np.sqrt(n / 2))


def needed(cv, change, alpha):
    n = 3
    while power(n, cv, change, alpha) < 0.9:
        n += 1
    return {"cv": cv, "change": change, "alpha": alpha, "forks": n}


def detectable(n, cv, alpha):
    low, high = 0.0, 100.0
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if power(n, cv, middle, alpha) < 0.9 else (low, middle)
    return {"forks": n, "cv": cv, "alpha": alpha, "change": high}


def bootstrap(values):
    n = len(values)
    means = np.sort([np.mean(s) for s in itertools.product(values, repeat=n)])
    tail = float(stats.norm.cdf(-np.sqrt(n / (n - 1)) * stats.t.isf(0.025, n - 1)))
    return {
        "values": values,
        "tail": tail,
        "ci95": [float(np.quantile(means, tail)), float(np.quantile(means, 1 - tail))],
    }


P_VALUES = [
    [0.01, 0.04, 0.03, 0.005],
    [0.5],
    [0.2, 0.2, 0.2],
    [0.0, 1.0, 0.049, 0.051, 1e-12, 0.3],
    [float(p) for p in RANDOM.uniform(size=50) ** 2],
]

ANSWERS = {
    "origin": f"known-answers.py with SciPy {scipy.__version__}, NumPy {np.__version__}",
    "welch": [
        welch([1.0, 2.0, 3.0, 4.0], [2.0, 3.5, 5.0]),
        welch(logs(100, 0.01, 5), logs(105, 0.01, 5)),
        welch(logs(100, 0.02, 10), logs(100, 0.02, 10)),
        welch(logs(2e-9, 0.001, 3), logs(2e-9, 0.08, 12)),
        welch(logs(7e12, 0.3, 30), logs(9e12, 0.1, 4)),
        welch([0.0, 0.0, 0.0], [1.0, 2.0, 3.0]),
        welch([-3.0, 0.0, 5.0], [1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3]),
    ],
    "paired": [
        paired([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.5, 2.1, 3.9, 4.4, 5.2, 6.9]),
        paired(logs(50, 0.05, 10), logs(52, 0.05, 10)),
        paired(logs(50, 0.01, 6), logs(50, 0.02, 6)),
    ],
    "benjaminiHochberg": [
        {"p": p, "q": [float(q) for q in stats.false_discovery_control(p, method="bh")]}
        for p in P_VALUES
    ],
    "interaction": [
        contrast([logs(1, 0.01, 5), logs(1.1, 0.02, 6), logs(2, 0.04, 7), logs(2.5, 0.03, 8)], [1, -1, -1, 1]),
    ],
    "slope": [slope([10.0, 9.0, 8.5, 8.4, 8.4]), slope([1.0, 2.0, 4.0]), slope([3.0, 2.9, 3.1, 3.0])],
    "geometricMean": [geometric([100.0, 104.0, 99.0, 101.0, 97.0]), geometric([1e-9, 4e-9])],
    "forksNeeded": [
        needed(cv / 100, change / 100, alpha)
        for cv in (1, 2, 5)
        for change in (1, 3, 5)
        for alpha in (0.05, 0.001)
    ],
    "smallestDetectable": [
        detectable(n, cv, alpha)
        for n in (3, 4, 5, 10, 20, 100)
        for cv in (0.01, 0.05)
        for alpha in (0.05, 0.0125, 0.001)
    ],
    "bootstrap": [
        bootstrap([100.0, 104.0, 99.0, 130.0, 97.0, 110.0]),
        bootstrap([5.0, 5.1, 5.3, 4.9, 5.0]),
        bootstrap([1.0, 2.0, 4.0]),
    ],
}

print(json.dumps(ANSWERS, indent=1))
