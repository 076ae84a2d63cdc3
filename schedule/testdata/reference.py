#!/usr/bin/env python3
"""Writes dates.tsv and due.tsv: reference values for package schedule.

Made with Python 3.11.2, python-dateutil 2.8.2 and zoneinfo on tzdata 2025b (Debian 12):

    /usr/bin/python3 reference.py

dates.tsv: days by dateutil.rrule. Monthly on day 29 to 31 is written there in the standard's own way of saying
"or the last day": BYMONTHDAY=28..n;BYSETPOS=-1.
due.tsv: moments as unix seconds. With a time of day: zoneinfo with fold=0, checked against dateutil.tz and its
resolve_imaginary. Without: every minute of four days is converted, and the day is over after the last one whose
local date is that day or earlier.
"""
import datetime as dt
import pathlib
import sys
import zoneinfo

import dateutil
from dateutil import rrule, tz

assert dateutil.__version__ == "2.8.2" and sys.version_info[:3] == (3, 11, 2), (dateutil.__version__, sys.version)
here = pathlib.Path(__file__).parent
header = "# python-dateutil 2.8.2, zoneinfo of Python 3.11.2, tzdata 2025b; see reference.py\n"

# Zones with ordinary changes, with changes at midnight or a minute after, with half hours and quarters,
# with days that were skipped, and without any change.
ZONES = """Europe/Berlin Europe/London Europe/Lisbon Europe/Moscow Europe/Istanbul Atlantic/Azores America/New_York
America/Los_Angeles America/St_Johns America/Havana America/Sao_Paulo America/Santiago America/Asuncion
America/Mexico_City America/Godthab America/Scoresbysund Asia/Beirut Asia/Damascus Asia/Amman Asia/Tehran Asia/Gaza
Asia/Jerusalem Asia/Kathmandu Asia/Pyongyang Asia/Manila Asia/Kolkata Africa/Cairo Africa/Casablanca Africa/Tunis
Australia/Lord_Howe Australia/Sydney Pacific/Apia Pacific/Kwajalein Pacific/Auckland Pacific/Chatham
Pacific/Kiritimati Antarctica/Troll UTC""".split()
# The last day of leap years, in and beyond the tables that come with the zones.
LEAP_YEAR_ENDS = {z: [dt.date(y, 12, 31) for y in (2024, 2028, 2096)] for z in ("Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC")}
YEARS = [1987, 1993, 1995, 2007, 2011, 2014, 2017, 2018, 2022, 2023]
TIMES = ["", "00:00", "00:30", "02:30", "23:30"]


def changes(zone, year):
    """The local dates on which the zone's offset changes in that year."""
    z = zoneinfo.ZoneInfo(zone)
    t = dt.datetime(year, 1, 1, tzinfo=dt.timezone.utc)
    before = t.astimezone(z).utcoffset()
    while t.year == year:
        t += dt.timedelta(hours=1)
        now = t.astimezone(z).utcoffset()
        if now != before:
            yield t.astimezone(z).date()
        before = now


def day_end(zone, day):
    z = zoneinfo.ZoneInfo(zone)
    t = dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone.utc) - dt.timedelta(days=2)
    last = None
    for _ in range(5 * 24 * 60):
        if t.astimezone(z).date() <= day:
            last = t
        t += dt.timedelta(minutes=1)
    return int(last.timestamp()) + 60


def moment(zone, day, at):
    hour, minute = map(int, at.split(":"))
    t = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zoneinfo.ZoneInfo(zone)).timestamp()
    d = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz.gettz(zone))
    other = tz.resolve_imaginary(d).timestamp()
    # (dateutil does not read the rule that follows a zone's table, which ends in 2037.)
    assert t == other or day.year > 2037, (zone, day, at, t, other)
    return int(t)


def write_due():
    with open(here / "due.tsv", "w") as out:
        out.write(header + "# zone\tday\tat\tunix seconds\n")
        for zone in ZONES:
            days = {dt.date(2024, 2, 29), *LEAP_YEAR_ENDS.get(zone, [])}
            for year in YEARS:
                for change in changes(zone, year):
                    days |= {change - dt.timedelta(1), change}
            for day in sorted(days):
                for at in TIMES:
                    due = day_end(zone, day) if at == "" else moment(zone, day, at)
                    out.write(f"{zone}\t{day}\t{at}\t{due}\n")


def rule(repeat, every, weekdays, start):
    begin = dt.datetime(start.year, start.month, start.day)
    if repeat == "once":
        return rrule.rrule(rrule.DAILY, dtstart=begin, count=1)
    if repeat == "days":
        return rrule.rrule(rrule.DAILY, interval=every, dtstart=begin)
    if repeat == "weekly":
        days = [d for d in range(7) if weekdays & 1 << d] or [start.weekday()]
        return rrule.rrule(rrule.WEEKLY, interval=every, byweekday=days, wkst=rrule.MO, dtstart=begin)
    days = list(range(min(start.day, 28), start.day + 1))
    return rrule.rrule(rrule.MONTHLY, interval=every, bymonthday=days, bysetpos=-1, dtstart=begin)


def write_dates():
    starts = [dt.date(2016, 2, 29), dt.date(2019, 12, 31), dt.date(2021, 1, 30), dt.date(2023, 8, 16)]
    with open(here / "dates.tsv", "w") as out:
        out.write(header + "# repeat\tevery\tweekdays\tstart\tfrom\tto\tdays\n")
        for start in starts:
            for repeat, every, weekdays in (
                [("once", 1, 0)]
                + [("days", n, 0) for n in (1, 2, 3, 7, 10, 52)]
                + [("weekly", n, w) for n in (1, 2, 3, 5, 52) for w in (0, 1, 0b1000000, 0b0010101, 0b1100000, 0x7F)]
                + [("monthly", n, 0) for n in (1, 2, 3, 5, 12, 52)]
            ):
                for after in (0, 45, 400, 2000):
                    first = start + dt.timedelta(after - 10)
                    days = {"days": 16 * every, "weekly": 30 * every, "monthly": 300 * every}.get(repeat, 50)
                    last = first + dt.timedelta(days=min(days, 3000))
                    r = rule(repeat, every, weekdays, start)
                    between = r.between(dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time()), inc=True)
                    text = " ".join(d.date().isoformat() for d in between)
                    out.write(f"{repeat}\t{every}\t{weekdays}\t{start}\t{first}\t{last}\t{text}\n")


write_due()
write_dates()
