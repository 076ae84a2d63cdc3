"""Writes reference.json: the e-process of package signs by dense matrices, and Student's t from scipy.

Run with Debian 12's /usr/bin/python3 (python3-scipy 1.10.1, python3-numpy):
    python3 reference.py > reference.json
Nothing here whitens recursively: every correlation matrix is inverted as a whole, and t tails come from scipy.special.
"""
import itertools, json, math, sys
import numpy as np, scipy
from scipy.special import stdtr, log_ndtr
from scipy import stats

WANDERS = [(0, 0, .02), (.3, .35, .1), (.3, .6, .05), (.3, .85, .12), (.6, .6, .065), (.8, .35, .025), (.8, .6, .035),
           (.8, .85, .01), (.98, .15, .02), (.98, .35, .35), (.98, .6, .155), (.98, .85, .05)]
NU0, S20 = 4, 1.5 ** 2

def e_values(y, baseline):
    """(up, down): weighted mean Bayes factor of all answers in y, before normalising."""
    day = np.flatnonzero(np.isfinite(y)); v = y[day]; n = len(day); dof = n - 1 + NU0
    up, down, lw = [], [], []
    for phi, rho, w in WANDERS:
        R = (1 - rho) * np.eye(n) + rho * np.power(float(phi), np.abs(day[:, None] - day[None, :]))
        Ri = np.linalg.inv(R); one = np.ones(n); s11 = one @ Ri @ one; s1y = one @ Ri @ v
        rss = v @ Ri @ v - s1y ** 2 / s11 + NU0 * S20
        lw.append(math.log(w) - .5 * np.linalg.slogdet(R)[1] - .5 * math.log(s11) - dof / 2 * math.log(rss))
        us, ds = [], []
        for L in (14, 56):
            for k in range(-6, 13):
                x = np.clip((day - (baseline + 7 * k) + 1) / L, 0, 1); s1x = one @ Ri @ x
                A = x @ Ri @ x - s1x ** 2 / s11
                if A < 1e-9: us.append(1.0); ds.append(1.0); continue
                B = x @ Ri @ v - s1x * s1y / s11; D = 1 + A; r1 = rss - B * B / D
                m, s = B / D, math.sqrt(r1 / dof / D)
                c = D ** -.5 * (r1 / rss) ** (-dof / 2) * 2
                us.append(c * stdtr(dof, m / s)); ds.append(c * stdtr(dof, -m / s))
        up.append(np.mean(us)); down.append(np.mean(ds))
    w = np.exp(np.array(lw) - max(lw)); w /= w.sum()
    return float(w @ up), float(w @ down)

def trace(y, baseline):
    base = e_values(y[:baseline], baseline)
    out = []
    for t in range(baseline, len(y)):
        e = e_values(y[:t + 1], baseline)
        out.append([math.log(e[0] / base[0]), math.log(e[1] / base[1])])
    return out

def closed(e):
    out = []
    for i in range(len(e)):
        others = sorted(e[:i] + e[i + 1:])
        # the mean over every subset that holds i, not only over the smallest: the definition itself
        out.append(min(np.mean([e[i]] + list(c)) for k in range(len(e)) for c in itertools.combinations(others, k)))
    return [float(x) for x in out]

def main():
    r = np.random.default_rng(20261122); series = []
    def add(name, y, baseline):
        series.append(dict(name=name, baseline=baseline, cells=[None if not np.isfinite(x) else float(x) for x in y], trace=trace(np.array(y), baseline)))
    n = 147
    y = np.clip(np.round(5 + r.normal(0, 1.5, n)), 0, 10); y[r.random(n) < .25] = np.nan; add("still", y, 56)
    y = np.clip(np.round(4 + 3 * np.clip((np.arange(n) - 55) / 56, 0, 1) + r.normal(0, 1.2, n)), 0, 10); y[r.random(n) < .25] = np.nan
    add("rises", y, 56)
    y = np.clip(np.round(7 - 4 * (np.arange(n) >= 70) + r.normal(0, 1, n)), 0, 10); add("drops", y, 56)
    y = np.full(n, np.nan); y[6::7] = np.round(5 + r.normal(0, 1, 21)); add("weekly", y, 56)
    y = np.full(n, np.nan); d = r.choice(n, 40, replace=False); y[d] = np.round(6 + r.normal(0, 2, 40), 2); add("irregular", y, 56)
    add("constant", np.full(100, 4.0), 56)
    y = np.clip(np.round(5 + np.cumsum(r.normal(0, .3, 60))), 0, 10); add("short", y, 28)
    y = np.clip(np.round(2 + 6 * np.clip((np.arange(238) - 80) / 14, 0, 1) + r.normal(0, .6, 238)), 0, 10); add("halfyear", y, 56)
    t = [dict(nu=nu, x=x, logcdf=float(stats.t.logcdf(-x, nu))) for nu in (3, 4, 5, 11, 30, 77, 150, 241, 264, 300)
         for x in (0, .01, .3, 1, 1.7, 2.5, 4, 7, 12, 30)]
    c = [dict(e=e, adjusted=closed(e)) for e in ([1., 1, 1, 1, 1], [8., .2, .5, 1.1, .9], [30., 12, .01, .4, 3], [2.2], [5., 4],
                                                 list(np.round(r.gamma(.5, 2, 5), 4)), list(np.round(r.gamma(.3, 5, 5), 4)))]
    json.dump(dict(program="scipy %s, numpy %s, Python %s" % (scipy.__version__, np.__version__, sys.version.split()[0]),
                   series=series, student=t, closed=c), sys.stdout, separators=(",", ":"))
    print()

main()
