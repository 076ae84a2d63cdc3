#!/usr/bin/python3
"""`kept pattern --json` once more, by other means: Python's csv and scipy, and not a line of ours.

Written with Python 3.11 and scipy 1.10.1 (Debian 12: python3-scipy).

    ./pattern.py FILE [TODAY]             prints the same JSON
    ./pattern.py --numbers FILE [TODAY]   the figures alone, by column and without the names
"""
import csv
import datetime
import json
import sys

from scipy.stats import beta

LEVELS = {"median": .5, "lo50": .25, "hi50": .75, "lo80": .1, "hi80": .9, "lo95": .025, "hi95": .975}
WORDS = {"YES_MANUAL": 2, "YES_AUTO": 1, "NO": 0, "UNKNOWN": -1, "SKIP": 3}


def date(text):
    form = "%Y-%m-%d" if len(text) == 10 else "%m-%d-%y"
    return datetime.datetime.strptime(text, form).date()


def value(cell):
    cell = cell.strip()
    return WORDS[cell] if cell in WORDS else float(cell)


def loop(rows):
    table = sorted((date(r[0]), r[1:]) for r in rows[1:])
    for i, name in enumerate(rows[0][1:]):
        if not name.strip():
            continue
        series = [(day, value(cells[i])) for day, cells in table]
        if any(v > 3 for _, v in series):
            yield name.strip(), None
            continue
        marked = [day for day, v in series if v >= 0]
        if not marked:
            yield name.strip(), None
            continue
        span = [(day, v) for day, v in series if marked[0] <= day <= marked[-1]]
        yield name.strip(), {"kept": [d for d, v in span if v == 2],
                             "missed": [d for d, v in span if v in (0, -1)], "renegotiated": []}


def plain(rows):
    habits = {}
    for r in rows:
        if r[0].strip()[:1].isdigit():
            habit = habits.setdefault(r[1].strip(), {"kept": [], "missed": [], "renegotiated": []})
            habit[r[2].strip().lower()].append(date(r[0].strip()))
    yield from habits.items()


def main():
    arguments = sys.argv[1:]
    numbers = arguments[0] == "--numbers"
    if numbers:
        arguments = arguments[1:]
    with open(arguments[0], encoding="utf-8-sig", newline="") as f:
        rows = [r for r in csv.reader(f) if any(c.strip() for c in r)]
    is_plain = any(len(r) >= 3 and r[2].strip().lower() in ("kept", "missed", "renegotiated") for r in rows)
    newest = max(date(r[0].strip()) for r in rows if r[0].strip()[:1].isdigit())
    today = date(arguments[1]) if len(arguments) > 1 else newest
    out = {"today": today.isoformat(), "promises": [], "left_out": []}
    for column, (name, h) in enumerate((plain if is_plain else loop)(rows)):
        label = {"column": column} if numbers else {"name": name}
        if h is None:
            out["left_out"].append(label)
            continue
        weight = {k: sum(2 ** (-max(0, (today - d).days) / 30) for d in h[k]) for k in h}
        p = dict(label)
        p.update((k, len(h[k])) for k in ("kept", "missed", "renegotiated"))
        p["n_eff"] = weight["kept"] + weight["missed"]
        p.update((k, float(beta.ppf(q, 1 + weight["kept"], 1 + weight["missed"]))) for k, q in LEVELS.items())
        out["promises"].append(p)
    json.dump(out, sys.stdout, indent=1, ensure_ascii=False)
    print()


main()
