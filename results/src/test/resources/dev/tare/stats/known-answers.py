"""Writes known-answers.json, the vectors that KnownAnswersTest compares with.

Origin: SciPy and NumPy in the versions that the file names, none of this project's code. Welch,
paired t, Benjamini-Hochberg and least squares are SciPy's own functions; the contrast of four groups,
the exact bootstrap (every one of n^n samples, no random number), the power of the whole rule and the
rank tests with ties (every permutation) are written out below from their definitions, and the rank
tests agree with SciPy's where no values are tied.

    python3 known-answers.py > known-answers.json
"""

import itertools
import json

import numpy as np
import scipy
from scipy import integrate, stats

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
    length = len(values) - 1
    return {
        "values": values,
        "change": float(fit.slope * length),
        "error": float(fit.stderr * length),
    }


def geometric(values):
    x = np.log(values)
    low, high = stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x))
    return {
        "values": values,
        "value": float(stats.gmean(values)),
        "ci95": [float(np.exp(low)), float(np.exp(high))],
        "cv": float(np.std(x, ddof=1)),
    }


def rule_power(n, cv, change, level, tau):
    """P(d >= T and d / se >= t) of d ~ N(ln(1 + change), 2 cv^2 / n), by integration over se."""
    df = 2 * n - 2
    critical = stats.t.isf(level / 2, df)
    se = cv * np.sqrt(2 / n)
    shift, matters = np.log1p(change) / se, np.log1p(tau) / se
    density = lambda s: stats.chi.pdf(s * np.sqrt(df), df) * np.sqrt(df)
    found = lambda s: density(s) * stats.norm.cdf(shift - max(matters, critical * s))
    kink = matters / critical
    low, high = stats.chi.ppf([1e-12, 1 - 1e-12], df) / np.sqrt(df)
    ends = sorted([low, min(max(kink, low), high), high])
    return sum(integrate.quad(found, x, y, epsabs=1e-11)[0] for x, y in zip(ends, ends[1:]))


def detectable(n, cv, alpha, tau):
    low, high = tau, 100.0
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        enough = rule_power(n, cv, middle, alpha / 2, tau) >= 0.8
        low, high = (low, middle) if enough else (middle, high)
    return {"forks": n, "cv": cv, "alpha": alpha, "tau": tau, "change": high}


def exact(values, observed):
    """Two-sided: the share of all values that lie as far from their mean as the observed one."""
    far = abs(observed - np.mean(values)) - 1e-9
    return float(np.mean(np.abs(values - np.mean(values)) >= far))


def cut(sums):
    """How many of the smallest sums have at most 2.5 % below and at them."""
    smallest, counts = np.unique(sums, return_counts=True)
    return int(np.sum(np.cumsum(counts) / len(sums) <= 0.025 + 1e-12))


def rank_answer(p, differences, c):
    d = np.sort(differences)
    interval = [float(d[c - 1]), float(d[len(d) - c])] if c > 0 else None
    return {"p": p, "d": float(np.median(d)), "ci95": interval}


def mann_whitney(a, b):
    ranks = stats.rankdata(a + b)
    n, m = len(a), len(b)
    sums = np.array([sum(c) for c in itertools.combinations(ranks, m)])
    p = exact(sums, ranks[n:].sum())
    if len(set(a + b)) == n + m:
        assert np.isclose(p, stats.mannwhitneyu(b, a, method="exact").pvalue)
    untied = [sum(c) for c in itertools.combinations(range(1, n + m + 1), m)]
    return {"a": a, "b": b, **rank_answer(p, [y - x for x in a for y in b], cut(untied))}


def signed_ranks(d):
    telling = [x for x in d if x != 0]
    ranks = stats.rankdata(np.abs(telling))
    signs = itertools.product([0, 1], repeat=len(telling))
    sums = np.array([np.dot(s, ranks) for s in signs])
    p = exact(sums, sum(r for r, x in zip(ranks, telling) if x > 0))
    if len(set(map(abs, d))) == len(d) and 0 not in d:
        assert np.isclose(p, stats.wilcoxon(d, method="exact").pvalue)
    n = len(d)
    untied = [np.dot(s, range(1, n + 1)) for s in itertools.product([0, 1], repeat=n)]
    walsh = [(d[i] + d[j]) / 2 for i in range(n) for j in range(i, n)]
    return {"d": d, "answer": rank_answer(p, walsh, cut(untied))}


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
    "detectable": [
        detectable(n, cv, alpha, tau)
        for n in (5, 6, 10, 20, 100)
        for cv in (0.005, 0.01, 0.05)
        for alpha in (0.05, 0.0125, 0.001)
        for tau in (0.03,)
    ],
    "mannWhitney": [
        mann_whitney([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]),
        mann_whitney([1.0, 2.0, 3.0, 4.0, 9.0], [2.5, 3.5, 5.0, 6.0, 7.0]),
        mann_whitney([1.0, 1.0, 2.0, 3.0, 3.0], [1.0, 3.0, 3.0, 4.0, 4.0, 4.0]),
        mann_whitney([5.0, 5.0, 5.0], [5.0, 5.0, 5.0, 6.0]),
        mann_whitney([2.0, 2.0], [2.0, 2.0, 2.0]),
        mann_whitney(logs(100, 0.02, 4), logs(105, 0.02, 8)),
        mann_whitney([1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 4.0, 8.0], [3.0, 4.0, 4.0, 5.0, 5.0, 6.0]),
    ],
    "signedRanks": [
        signed_ranks([1.0, 2.0, -3.0, 4.0, 5.0, 6.0]),
        signed_ranks([1.0, 1.0, -1.0, 2.0, 2.0, 3.0, -2.0]),
        signed_ranks([0.0, 0.0, 1.0, 2.0, -1.5, 4.0, 5.0]),
        signed_ranks([0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        signed_ranks([float(x) for x in RANDOM.normal(0.02, 0.02, 12)]),
    ],
    "bootstrap": [
        bootstrap([100.0, 104.0, 99.0, 130.0, 97.0, 110.0]),
        bootstrap([5.0, 5.1, 5.3, 4.9, 5.0]),
        bootstrap([1.0, 2.0, 4.0]),
    ],
}

print(json.dumps(ANSWERS, indent=1))
