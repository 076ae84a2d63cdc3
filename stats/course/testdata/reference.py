"""Writes reference.json: what outside programs say about the models of package course.

Run with Debian 12's /usr/bin/python3 (python3-statsmodels 0.13.5, python3-scipy 1.10.1, python3-numpy):
    python3 reference.py > reference.json
statsmodels gives likelihoods, estimates and smoothed states with the exact diffuse start. Everything that it does not have
is computed here from the dense joint normal distribution of all days (numpy), which shares no step with a filter.
The series "nile" is the public annual flow of the Nile at Aswan, 1871-1970, as statsmodels ships it. The others are drawn here.
"""
import json, math, sys
import numpy as np, scipy, scipy.optimize, statsmodels, statsmodels.api as sm
from scipy.stats import norm

EPS, ETA = (0.37, 0.45), (-1.9, 0.9)
FLOOR = 0.29

def draws():
    r = np.random.default_rng(20261122)
    def walk(n, se, sh, start=5.0, slope=0.0):
        l = start + np.cumsum(r.normal(0, sh, n) + slope)
        return np.clip(np.round(l + r.normal(0, se, n)), 0, 10)
    out = {"nile": sm.datasets.nile.load_pandas().data["volume"].to_numpy(float)}
    y = walk(147, 1.3, 0.15); y[r.random(147) < 0.25] = np.nan; out["daily"] = y
    y = np.full(150, np.nan); w = walk(22, 1.0, 0.4); y[3::7][:21] = w[:21]; out["weekly"] = y
    y = walk(365, 1.6, 0.1); y[r.random(365) < 0.4] = np.nan; y[100:160] = np.nan; y[:5] = np.nan; y[-9:] = np.nan
    out["gap"] = y
    y = np.full(85, np.nan); y[0], y[84] = 3, 7; out["twopoints"] = y
    out["constant"] = np.full(60, 7.0)
    out["onepoint"] = np.array([np.nan, 6.0, np.nan])
    y = walk(120, 1.1, 0.0, 8.0); y[70:] -= 3; out["drop"] = np.clip(y, 0, 10)
    out["fractions"] = np.round(walk(70, 1.0, 0.2) + r.integers(0, 3, 70) / 3, 3)
    return out

def cells(a):
    return [None if (x is None or not np.isfinite(x)) else float(x) for x in np.asarray(a, float)]

def level(y, ve, vh):
    m = sm.tsa.UnobservedComponents(y, "llevel", use_exact_diffuse=True, loglikelihood_burn=0)
    return m, m.smooth([ve, vh])

def trend(y, ve, vh, vz):
    m = sm.tsa.UnobservedComponents(y, "lltrend", use_exact_diffuse=True, loglikelihood_burn=0)
    return m, m.smooth([ve, vh, vz])

def maximise(f, starts):
    best = None
    for s in starts:
        for _ in range(3):
            o = scipy.optimize.minimize(lambda x: -f(x), s, method="Nelder-Mead",
                                        options=dict(xatol=1e-10, fatol=1e-12, maxiter=4000, maxfev=4000))
            s = o.x
        if best is None or o.fun < best.fun - 1e-10:
            best = o
    return best.x, -best.fun

def dense(y, ve, vh, vz=0.0, slope_sd=None):
    """Levels and slopes of all days as a linear map of independent disturbances; diffuse parts by generalised least squares."""
    n = len(y); obs = np.isfinite(y)
    k = 2 * n
    L = np.zeros((n, k)); B = np.zeros((n, k))      # columns: eta[0..n-1], zeta[0..n-1]
    for t in range(1, n):
        L[t] = L[t - 1] + B[t - 1]; L[t, t - 1] += 1
        B[t] = B[t - 1]; B[t, n + t - 1] += 1
    Q = np.diag(np.r_[np.full(n, vh), np.full(n, vz)])
    days = np.arange(n, dtype=float)
    if slope_sd is None and vz == 0:
        XL, XB = np.ones((n, 1)), np.zeros((n, 1))
    elif slope_sd is None:
        XL, XB = np.c_[np.ones(n), days], np.c_[np.zeros(n), np.ones(n)]
    else:
        XL, XB = np.ones((n, 1)), np.zeros((n, 1))
        L = np.c_[L, days]; B = np.c_[B, np.ones(n)]
        Q = np.block([[Q, np.zeros((k, 1))], [np.zeros((1, k)), np.array([[slope_sd ** 2]])]])
    S = L[obs] @ Q @ L[obs].T + ve * np.eye(obs.sum())
    Si = np.linalg.inv(S); X = XL[obs]; yo = y[obs]
    G = np.linalg.inv(X.T @ Si @ X); d = G @ X.T @ Si @ yo
    M = Si - Si @ X @ G @ X.T @ Si                   # the projected precision
    def post(A, XA):                                  # posterior of A @ disturbances + XA @ diffuse
        C = A @ Q @ L[obs].T
        mean = XA @ d + C @ Si @ (yo - X @ d)
        H = XA - C @ Si @ X
        return mean, A @ Q @ A.T - C @ Si @ C.T + H @ G @ H.T
    res_e = np.full(n, np.nan); u = M @ yo
    res_e[obs] = ve * u / np.sqrt(ve * ve * np.diag(M))
    def res(col, v):
        c = v * L[obs][:, col]
        vv = c @ M @ c
        return c @ M @ yo / math.sqrt(vv) if vv > 1e-12 * v else np.nan
    res_h = np.array([res(t, vh) if vh > 0 else np.nan for t in range(n)])
    res_z = np.array([res(n + t, vz) if vz > 0 else np.nan for t in range(n)])
    s, ld = np.linalg.slogdet(S); s2, ld2 = np.linalg.slogdet(X.T @ Si @ X)
    ll = -0.5 * (len(yo) * math.log(2 * math.pi) + ld + ld2 + yo @ M @ yo)
    return dict(post=post, L=L, B=B, XL=XL, XB=XB, eps=res_e, eta=res_h, zeta=res_z, loglik=ll)

def change(y, ve, vh, w):
    D = dense(y, ve, vh); T = len(y) - 1; f = max(0, T - w)
    m, v = D["post"](D["L"][T:T + 1] - D["L"][f:f + 1], D["XL"][T:T + 1] - D["XL"][f:f + 1])
    m, v = float(m[0]), float(v[0, 0])
    return dict(window=w, mean=m, var=v, higher=float(norm.cdf(m / math.sqrt(v))) if v > 0 else 0.5)

def partition(y, least=7):
    y = y[np.isfinite(y)]; n = len(y); d = np.diff(y)
    s2 = (1.4826 * np.median(np.abs(d - np.median(d))) / math.sqrt(2)) ** 2
    if s2 == 0: s2 = np.var(y, ddof=1)
    pen = 3 * math.log(n) * s2
    best = [0.0] + [math.inf] * n; back = [None] * (n + 1); best[0] = -pen
    for j in range(least, n + 1):
        for i in [0] + list(range(least, j - least + 1)):
            if math.isfinite(best[i]):
                c = best[i] + ((y[i:j] - y[i:j].mean()) ** 2).sum() + pen
                if c < best[j] - 1e-9: best[j], back[j] = c, i
    cps, j = [], n
    while j: cps.append(back[j]); j = back[j]
    return [int(c) for c in cps[::-1] if c]

def against(y, ve, vh, days):
    """P(last level > mean level of the days from the first answer to days - 1)."""
    first = int(np.flatnonzero(np.isfinite(y))[0])
    if first >= days: return 0.5
    D = dense(y, ve, vh); base = slice(first, min(days, len(y)))
    m, v = D["post"](D["L"][-1:] - D["L"][base].mean(0), D["XL"][-1:] - D["XL"][base].mean(0))
    return float(norm.cdf(m[0] / math.sqrt(v[0, 0]))) if v[0, 0] > 0 else 0.5

WANDERS = [(0, 0, .02), (.3, .35, .1), (.3, .6, .05), (.3, .85, .12), (.6, .6, .065), (.8, .35, .025), (.8, .6, .035),
           (.8, .85, .01), (.98, .15, .02), (.98, .35, .35), (.98, .6, .155), (.98, .85, .05)]

def forecast(y, h):
    day = np.flatnonzero(np.isfinite(y)); yo = y[day]; n = len(day); nu0, s20 = 4, 1.5 ** 2
    lw, mu, var = [], [], []
    for phi, rho, w in WANDERS:
        R = (1 - rho) * np.eye(n) + rho * np.power(float(phi), np.abs(day[:, None] - day[None, :]))
        c = rho * np.power(float(phi), np.abs(day[-1] + h - day))
        Ri = np.linalg.inv(R); one = np.ones(n); s11 = one @ Ri @ one; m = one @ Ri @ yo / s11
        rss = (yo - m) @ Ri @ (yo - m) + nu0 * s20; dof = n - 1 + nu0
        mu.append(m + c @ Ri @ (yo - m)); var.append(rss / dof * (1 - c @ Ri @ c + (1 - c @ Ri @ one) ** 2 / s11))
        lw.append(math.log(w) - .5 * np.linalg.slogdet(R)[1] - .5 * math.log(s11) - dof / 2 * math.log(rss))
    w = np.exp(np.array(lw) - max(lw)); w /= w.sum(); mu, var = np.array(mu), np.array(var)
    m = w @ mu
    return dict(h=h, mean=float(m), var=float(w @ (var + (mu - m) ** 2)))

def main():
    out = dict(program="statsmodels %s, scipy %s, numpy %s, Python %s" % (
        statsmodels.__version__, scipy.__version__, np.__version__, sys.version.split()[0]), series=[])
    for name, y in draws().items():
        n = int(np.isfinite(y).sum()); c = dict(name=name, cells=cells(y))
        sd = np.nanstd(y) if n > 1 else 0.0; sd = max(sd, FLOOR)
        ve, vh = (15099.0, 1469.1) if name == "nile" else (1.44, 0.04)
        m, r = level(y, ve, vh)
        v, f = r.forecasts_error[0].copy(), r.forecasts_error_cov[0, 0].copy()
        v[:r.nobs_diffuse] = np.nan; f[:r.nobs_diffuse] = np.nan; v[~np.isfinite(y)] = np.nan
        D = dense(y, ve, vh)
        c["level"] = dict(varEps=ve, varEta=vh, loglik=float(r.llf), mean=cells(r.smoothed_state[0]),
                          var=cells(r.smoothed_state_cov[0, 0]), v=cells(v), f=cells(f), eps=cells(D["eps"]), eta=cells(D["eta"]),
                          change=[change(y, ve, vh, 42), change(y, ve, vh, 400)],
                          against=[against(y, ve, vh, d) for d in (1, 7, 28, 56)])
        if n > 1 and name != "nile":
            post = lambda x: (m.loglike([math.exp(2 * max(x[0], math.log(FLOOR))), math.exp(2 * x[1])])
                              - (max(x[0], math.log(FLOOR)) - EPS[0]) ** 2 / (2 * EPS[1] ** 2) - (x[1] - ETA[0]) ** 2 / (2 * ETA[1] ** 2))
            x, val = maximise(post, [[math.log(.8 * sd), math.log(.2 * sd)], [0., -2.]])
            e, h = math.exp(max(x[0], math.log(FLOOR))), math.exp(x[1])
            _, rr = level(y, e * e, h * h)
            l, s = rr.smoothed_state[0, -1], math.sqrt(rr.smoothed_state_cov[0, 0, -1])
            clip = lambda a: float(min(10, max(0, a)))
            c["map"] = dict(sdEps=e, sdEta=h, value=val, last=float(l), lastVar=s * s,
                            bands=[clip(l + q * s) for z in (.5, .8, .95) for q in (norm.ppf(.5 - z / 2), norm.ppf(.5 + z / 2))])
        if n > 5:
            x, val = maximise(lambda x: m.loglike([math.exp(2 * max(-12, a)) for a in x]),
                              [[math.log(.8 * sd), math.log(.2 * sd)], [math.log(.5 * sd), math.log(.6 * sd)], [math.log(sd), -6.]])
            if name != "constant": c["mle"] = dict(varEps=math.exp(2 * x[0]), varEta=math.exp(2 * x[1]), loglik=val)
            c["changes"] = partition(y)
            vz = 1.0 if name == "nile" else 0.0004
            mt, rt = trend(y, ve, vh, vz)
            v, f = rt.forecasts_error[0].copy(), rt.forecasts_error_cov[0, 0].copy()
            v[:rt.nobs_diffuse] = np.nan; f[:rt.nobs_diffuse] = np.nan; v[~np.isfinite(y)] = np.nan
            D = dense(y, ve, vh, vz)
            fc = rt.get_forecast(28)
            # statsmodels' exact diffuse recursions lose digits where the first answers lie weeks apart; the dense computation does not
            ml, vl = D["post"](D["L"], D["XL"]); mb, vb = D["post"](D["B"], D["XB"])
            c["trend"] = dict(varEps=ve, varEta=vh, varZeta=vz, loglik=float(D["loglik"]), loglikStatsmodels=float(rt.llf),
                              level=cells(ml), varLevel=cells(np.diag(vl)), slope=cells(mb), varSlope=cells(np.diag(vb)),
                              worstAgainstStatsmodels=float(max(np.abs(ml - rt.smoothed_state[0]).max(), np.abs(np.diag(vl) - rt.smoothed_state_cov[0, 0]).max())),
                              v=cells(v), f=cells(f), eps=cells(D["eps"]), eta=cells(D["eta"]), zeta=cells(D["zeta"]),
                              forecastMean=cells(fc.predicted_mean), forecastVar=cells(fc.var_pred_mean))
            first = int(np.flatnonzero(np.isfinite(y))[0]); D = dense(y[first:], ve, vh, vz, slope_sd=0.1)
            ml, vl = D["post"](D["L"], D["XL"]); mb, vb = D["post"](D["B"], D["XB"])
            c["slopePrior"] = dict(firstDay=first, loglik=float(D["loglik"]), level=cells(ml), varLevel=cells(np.diag(vl)),
                                   slope=cells(mb), varSlope=cells(np.diag(vb)))
        if n > 5 and name in ("nile", "daily", "fractions"):
            x, val = maximise(lambda x: mt.loglike([math.exp(2 * max(-12, a)) for a in x]),
                              [[math.log(.8 * sd), math.log(.2 * sd), math.log(.01 * sd)], [math.log(.8 * sd), math.log(.1 * sd), -11.], [math.log(.5 * sd), math.log(.5 * sd), -6.]])
            c["trendMle"] = dict(loglik=val)
        if name != "nile":
            c["forecast"] = [forecast(y, h) for h in (1, 3, 7, 28)]
        out["series"].append(c)
    json.dump(out, sys.stdout, indent=None, separators=(",", ":"))
    print()

main()
