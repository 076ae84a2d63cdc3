#!/usr/bin/python3
"""Reference values for package reliability, from programs that know nothing of it.

Written with Python 3.11, scipy 1.10.1 and numpy 1.24.2 (Debian 12: python3-scipy).

    ./reference.py > reference.json

Beta: scipy.stats.beta. Curve: a hidden Markov chain on a grid with full matrices, as MODEL.md states the model.
Outcomes: 1 kept, 2 missed, 3 moved before it was due.
"""
import json
import random
import sys

import numpy as np
import scipy
from scipy.stats import beta, norm

LEVELS = [.5, .25, .75, .1, .9, .025, .975]  # median, lo50, hi50, lo80, hi80, lo95, hi95
HALF_LIFE, Q, FIRST_SD = 30, .01, 1.6


def bands(kept, missed):
    return [float(v) for v in beta.ppf(LEVELS, 1 + kept, 1 + missed)]


def weighed(events, today):
    w = {1: 0., 2: 0., 3: 0.}
    for day, outcome in events:
        w[outcome] += 2 ** (-(today - day) / HALF_LIFE)
    return w[1], w[2]


def transition(x, days):
    if days == 0:
        return np.eye(len(x))
    dx, sd = x[1] - x[0], np.sqrt(Q * days)
    distance = x[:, None] - x[None, :]
    if sd < 2 * dx:
        m = norm.cdf(distance + dx / 2, scale=sd) - norm.cdf(distance - dx / 2, scale=sd)
        # The difference of two values near 1 has no digits left: use the other tail there.
        m = np.where(distance > 0, norm.sf(distance - dx / 2, scale=sd) - norm.sf(distance + dx / 2, scale=sd), m)
    else:
        m = norm.pdf(distance, scale=sd)
    return m / m.sum(axis=0)


def quantiles(x, mass):
    mass = mass / mass.sum()
    at = np.interp(LEVELS, np.cumsum(mass) - mass / 2, x)
    return [float(v) for v in 1 / (1 + np.exp(-at))]


def curve(events, today, points):
    x = np.linspace(-8, 8, points)
    p = 1 / (1 + np.exp(-x))
    first = np.exp(-x * x / (2 * FIRST_SD ** 2))
    counted = sorted(e for e in events if e[1] != 3)
    if not counted:
        return {"points": [], "today": quantiles(x, first)}
    step, days, likelihood = {}, [], []
    for day, outcome in counted:
        if not days or days[-1] != day:
            days.append(day)
            likelihood.append(np.ones(points))
        likelihood[-1] = likelihood[-1] * (p if outcome == 1 else 1 - p)

    def move(a, b):
        if b - a not in step:
            step[b - a] = transition(x, b - a)
        return step[b - a]

    filtered = []
    now = first / first.sum()
    for t, day in enumerate(days):
        if t:
            now = move(days[t - 1], day) @ now
        now = now * likelihood[t]
        now = now / now.sum()
        filtered.append(now)
    later, smoothed = np.ones(points), [None] * len(days)
    for t in reversed(range(len(days))):
        smoothed[t] = quantiles(x, filtered[t] * later)
        if t:
            later = move(days[t - 1], days[t]).T @ (later * likelihood[t])
            later = later / later.max()
    return {"points": [[d] + s for d, s in zip(days, smoothed)],
            "today": quantiles(x, move(days[-1], today) @ now)}


def one_step_means(events):
    means = []
    for i, (day, _) in enumerate(events):
        kept, missed = weighed(events[:i], day)
        means.append((1 + kept) / (2 + kept + missed))
    return means


def histories():
    draw = random.Random(20261122)
    yield "nothing yet", [], 0
    yield "one kept", [[100, 1]], 100
    yield "one missed, long ago", [[100, 2]], 900
    yield "twelve of twelve weeks kept", [[7 * i, 1] for i in range(12)], 77
    yield "twelve of twelve weeks missed", [[7 * i, 2] for i in range(12)], 80
    yield "only moved", [[3, 3], [10, 3]], 12
    yield "several on one day", [[5, 1], [5, 2], [5, 1], [6, 2], [9, 1], [9, 3], [9, 1]], 9
    yield "daily, better after a month", [[i, 1 if draw.random() < (.3 if i < 30 else .85) else 2] for i in range(70)], 71
    days, day = [], 0
    for _ in range(40):
        day += draw.choice([0, 1, 1, 2, 3, 7, 14, 45])
        days.append([day, draw.choice([1, 1, 1, 2, 3])])
    yield "irregular, with moved ones", days, day + 5
    yield "a silence of two years", [[0, 1], [1, 1], [2, 1], [3, 2], [733, 2], [734, 1]], 740
    yield "before the day from which days are counted", [[-40, 1], [-33, 2], [-26, 1], [-5, 1]], -2


def main():
    pairs = [(0, 0), (1, 0), (0, 1), (12, 0), (0, 12), (2.5, .75), (9.25, 1.5), (43.8, 0), (29, 14.5), (200, 3),
             (999, 999), (1e4, 16), (.001, .002), (4, 99999)]
    estimates = [{"kept": k, "missed": m, "bands": bands(k, m), "above80": float(beta.sf(.8, 1 + k, 1 + m))}
                 for k, m in pairs]
    told = []
    for name, events, today in histories():
        kept, missed = weighed(events, today)
        told.append({"name": name, "events": events, "today": today,
                     "effective": kept + missed, "bands": bands(kept, missed),
                     "above80": float(beta.sf(.8, 1 + kept, 1 + missed)),
                     "one_step_mean": one_step_means(events),
                     "fine": curve(events, today, 401), "screen": curve(events, today, 161)})
    out = {"program": "scipy %s, numpy %s, Python %s" % (scipy.__version__, np.__version__, sys.version.split()[0]),
           "estimates": estimates, "histories": told}
    json.dump(out, sys.stdout, separators=(",", ":"))
    print()


main()
