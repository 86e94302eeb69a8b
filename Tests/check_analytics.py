#!/usr/bin/env python3
"""Computes every figure of `daybook show analytics` again, from the exported events and with nothing of Daybook's, and
compares. Counts, amounts and plain ratios must be equal; fitted models must be maxima of their likelihood.
Usage: check_analytics.py EVENTS ANALYTICS [FROM TO]; EVENTS is the output of `daybook tail --format json`, ANALYTICS
that of `daybook show analytics --format json [--from FROM --to TO] --series ...`."""
import calendar, itertools, json, math, sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

FIRST, LAST = date.min, date.max
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
LEADS = [(60, "under_1_hour"), (180, "1_to_3_hours"), (1440, "3_to_24_hours"), (2880, "1_to_2_days"),
         (10080, "2_to_7_days"), (20160, "7_to_14_days"), (43200, "14_to_30_days"), (math.inf, "30_days_and_more")]
SET_UP = ("opening_hours_set", "day_hours_set", "day_hours_cleared", "table_added", "table_changed", "table_removed")
HOUR, DAY = 3_600_000_000, 86_400_000_000
compared = Counter()
wrong = []

def same(where, found, expected):
    compared[where.split("[")[0].split(".")[0]] += 1
    if found != expected:
        wrong.append(f"{where}: Daybook has {found!r}, the events say {expected!r}")

def close(where, found, expected, tolerance=1e-9):
    compared[where.split("[")[0].split(".")[0]] += 1
    if found is None or expected is None:
        if found is not expected: wrong.append(f"{where}: Daybook has {found!r}, the events say {expected!r}")
    elif abs(found - expected) > tolerance * max(1, abs(expected)):
        wrong.append(f"{where}: Daybook has {found!r}, the events say {expected!r}")

def micros(text):
    whole, fraction = text.rstrip("Z").split(".")
    moment = datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S")
    return calendar.timegm(moment.timetuple()) * 1_000_000 + int(fraction)

def day(text): return date.fromisoformat(text)
def midnight(d): return (d - date(1970, 1, 1)).days * DAY
def minutes(text): return int(text[:2]) * 60 + int(text[3:])
def ratio(a, b): return a / b if b else None

# The story of a venue, event by event: whole orders, bookings and visits are kept, and added up afterwards.

class Venue:
    def __init__(self):
        self.orders, self.undone, self.payments = {}, set(), []
        self.bookings, self.visits, self.at_table, self.seatings = [], {}, {}, []
        self.zone, self.opened, self.changes, self.set_ups = None, None, [], {}

def read(lines):
    venues, home = defaultdict(Venue), {}
    for line in lines:
        record = json.loads(line)
        kind, data, now = record["type"], record.get("data", {}), micros(record["occurred_at"])
        venue = venues[data["venue"]] if "venue" in data else None
        if kind == "order_placed":
            home[data["order"]] = venue
            order = dict(data, now=now, amount=int(data["total"]["amount_minor"]), visit=None)
            venue.orders[data["order"]] = order
            if data["service"] == "dine_in":
                order["visit"] = venue.at_table.get(data.get("table"))
        elif kind == "items_added_to_order":
            order = home[data["order"]].orders[data["order"]]
            order["lines"] = order["lines"] + data["lines"]
            order["amount"] += int(data["total"]["amount_minor"])
        elif kind in ("order_cancelled", "order_rejected"):
            venue.undone.add(data["order"])
        elif kind in ("payment_recorded", "payment_refunded"):
            venue.payments.append((kind, data))
        elif kind == "reservation_booked":
            venue.bookings.append(("lead", day(data["seating"]["service_date"]),
                                   max(0, int((micros(data["seating"]["starts_at"]) - now) / 60e6))))
            venue.bookings.append(("booked", day(data["seating"]["service_date"]), data["seating"]["party"], 1))
        elif kind == "reservation_modified":
            venue.bookings.append(("booked", day(data["previous"]["service_date"]), data["previous"]["party"], -1))
            venue.bookings.append(("booked", day(data["seating"]["service_date"]), data["seating"]["party"], 1))
        elif kind in ("reservation_cancelled", "reservation_marked_no_show"):
            name = "cancelled" if kind == "reservation_cancelled" else "no_shows"
            venue.bookings.append((name, day(data["seating"]["service_date"]), data["seating"]["party"], 1))
        elif kind in ("party_seated", "walk_in_seated"):
            name = "shows" if kind == "party_seated" else "walk_ins"
            seating = data["seating"]
            venue.bookings.append((name, day(seating["service_date"]), seating["party"], 1))
            visit = {"seating": seating, "since": micros(data.get("seated_at", seating["starts_at"])), "until": None}
            venue.visits[data["reservation"]] = visit
            venue.seatings.append((seating, visit["since"]))
            for table in seating["tables"]: venue.at_table[table] = visit
        elif kind == "tables_reassigned":
            visit = venue.visits.get(data["reservation"])
            if visit and visit["until"] is None:
                for table in [t for t, v in venue.at_table.items() if v is visit]: del venue.at_table[table]
                for table in data["seating"]["tables"]: venue.at_table[table] = visit
        elif kind == "visit_finished":
            visit = venue.visits[data["reservation"]]
            visit.update(seating=data["seating"], since=micros(data["seated_at"]), until=micros(data["finished_at"]))
            for table in [t for t, v in venue.at_table.items() if v is visit]: del venue.at_table[table]
        elif kind == "venue_opened":
            venue.zone, venue.opened = ZoneInfo(data["zone"]), now
        elif kind in SET_UP:
            venue.changes.append((now, kind, data))
    return venues

# Sales

def check_sales(page, orders):
    series = page["series"]
    groups = {
        "sales_by_day": ("service_date", lambda o: o["service_date"]),
        "sales_by_hour": ("hour", lambda o: (o["now"] + o["utc_offset_minutes"] * 60_000_000) // HOUR % 24),
        "sales_by_weekday": ("weekday", lambda o: WEEKDAYS[day(o["service_date"]).weekday()]),
        "sales_by_channel": ("channel", lambda o: o["channel"]),
        "sales_by_service": ("service", lambda o: o["service"]),
    }
    def quantity(o): return sum(l["quantity"] for l in o["lines"])
    same("total.orders", page["sales"]["orders"], len(orders))
    same("total.quantity", page["sales"]["quantity"], sum(map(quantity, orders)))
    same("total.gross", page["sales"]["gross_minor"], sum(o["amount"] for o in orders))
    same("total.average", page["sales"]["average_order_minor"], ratio(sum(o["amount"] for o in orders), len(orders)))
    for name, (key, of) in groups.items():
        if name not in series: continue
        sums = defaultdict(lambda: [0, 0, 0])
        for order in orders:
            for place, value in enumerate((1, quantity(order), order["amount"])): sums[of(order)][place] += value
        found = {row[key]: [row["orders"], row["quantity"], row["gross_minor"]] for row in series[name]}
        same(f"{name}.keys", len(found), len(series[name]))
        same(name, found, dict(sums))

def check_items(page, orders):
    series, items, options = page["series"], defaultdict(lambda: [0, 0, 0]), defaultdict(lambda: [0, 0, 0])
    for order in orders:
        for item in {line["item"] for line in order["lines"]}: items[item][0] += 1
        for line in order["lines"]:
            items[line["item"]][1] += line["quantity"]
            items[line["item"]][2] += int(line["total_minor"])
            for option in line["options"]:
                sums, portions = options[line["item"], option["group"], option["option"]], line["quantity"] * option["count"]
                for place, value in enumerate((1, portions, portions * int(option["price_minor"]))): sums[place] += value
    if "items" in series:
        same("items", {r["item"]: [r["orders"], r["quantity"], r["gross_minor"]] for r in series["items"]}, dict(items))
        ranks = [r["quantity"] for r in series["items"]]
        same("items.order", ranks, sorted(ranks, reverse=True))
    if "options" in series:
        found = {(r["item"], r["group"], r["option"]): [r["lines"], r["portions"], r["added_minor"]] for r in series["options"]}
        same("options", found, dict(options))

def check_pairs(page, orders):
    if "pairs" not in page["series"]: return
    alone, together = Counter(), Counter()
    for order in orders:
        items = {line["item"] for line in order["lines"]}
        alone.update(items)
        together.update(frozenset(pair) for pair in itertools.combinations(sorted(items), 2))
    report = page["series"]["pairs"]
    same("pairs.left_out", report["left_out"], 0)
    same("pairs.count", {frozenset((p["first"], p["second"])): p["together"] for p in report["pairs"]}, dict(together))
    for p in report["pairs"]:
        n, one, other, both = len(orders), alone[p["first"]], alone[p["second"]], together[frozenset((p["first"], p["second"]))]
        same("pairs.measures", [p["support"], p["confidence"], p["reverse_confidence"], p["lift"]],
             [both / n, both / one, both / other, both * n / (one * other)])

def check_payments(venue, page, within):
    if "payments" not in page["series"]: return
    sums = defaultdict(lambda: [0] * 6)
    for kind, data in venue.payments:
        if not within(day(data["service_date"])): continue
        offset = 0 if kind == "payment_recorded" else 3
        for place, value in enumerate((1, int(data["amount"]["amount_minor"]), int(data["tip_minor"]))):
            sums[data["method"]][offset + place] += value
    keys = ("payments", "amount_minor", "tips_minor", "refunds", "refunded_minor", "tips_refunded_minor")
    same("payments", {r["method"]: [r[k] for k in keys] for r in page["series"]["payments"]}, dict(sums))
    for row in page["series"]["payments"]:
        s = sums[row["method"]]
        same("payments.tip_rate", row["tip_rate"], ratio(s[2] - s[5], s[1] - s[4]))

# Guests and tables

def hours_of(visit):
    """The hours of the service day that a visit touched, each with its microseconds: clamped to 0 and 47, 24 h at most."""
    seating, shift = visit["seating"], visit["seating"]["utc_offset_minutes"] * 60_000_000
    zero = midnight(day(seating["service_date"])) - shift
    start = visit["since"] - zero
    end = min(visit["until"] - zero, start + 24 * HOUR)
    clamp = lambda t: max(0, min(47, t // HOUR))
    if end <= start: return {clamp(start): 0}
    spent, at = Counter(), start
    while at < end:
        next_at = min(end, (at // HOUR + 1) * HOUR)
        spent[clamp(at)] += next_at - at
        at = next_at
    return spent

def shares(amount, spent):
    whole = sum(spent.values())
    if whole == 0: return {min(spent): amount}
    exact = {h: Fraction(amount * spent[h], whole) for h in spent}
    result = {h: math.floor(exact[h]) for h in spent}
    left = amount - sum(result.values())
    for h in sorted(spent, key=lambda h: (result[h] - exact[h], h))[:left]: result[h] += 1
    return result

def seconds(spent):
    result, total, counted = {}, 0, 0
    for h in sorted(spent):
        total += spent[h]
        result[h] = total // 1_000_000 - counted
        counted += result[h]
    return result

def end_of(venue, d):
    """The midnight that ends a date on the venue's clocks; the first of two, and as before the change if it is skipped."""
    moment = datetime(d.year, d.month, d.day, tzinfo=venue.zone) + timedelta(days=1)
    return int(moment.timestamp()) * 1_000_000

def set_up(venue, d):
    """Hours, exceptions and seats by table in force at the end of a date: what had happened by then, in the order of the
    log. Before the venue was opened: those at the end of the day on which it was."""
    first = datetime.fromtimestamp(venue.opened // 1_000_000, venue.zone).date()
    end = end_of(venue, max(d, first))
    known = sum(when < end for when, _, _ in venue.changes)
    if known not in venue.set_ups:
        weekly, exceptions, tables = [], {}, {}
        for when, kind, data in venue.changes:
            if when >= end: continue
            if kind == "opening_hours_set": weekly = data["periods"]
            elif kind == "day_hours_set": exceptions[day(data["date"])] = data["periods"]
            elif kind == "day_hours_cleared": exceptions.pop(day(data["date"]), None)
            elif kind == "table_removed": tables.pop(data["table"], None)
            else: tables[data["table"]["table"]] = data["table"]["max_seats"]
        venue.set_ups[known] = weekly, exceptions, tables
    return venue.set_ups[known]

def check_guests(venue, page, within):
    series = page["series"]
    days = defaultdict(Counter)   # by service day: bookings and guests
    uses = defaultdict(Counter)   # by service day and hour: tables
    leads, lead_minutes, first_booked = Counter(), 0, {e[1] for e in venue.bookings if e[0] == "lead"}
    for entry in venue.bookings:
        if entry[0] == "lead":
            days[entry[1]]["lead"] += 0
            if within(entry[1]):
                leads[next(name for most, name in LEADS if entry[2] < most)] += 1
                lead_minutes += entry[2]
            continue
        name, d, party, sign = entry
        days[d][name] += sign
        days[d][{"booked": "booked_covers", "cancelled": "cancelled_covers", "no_shows": "no_show_covers",
                 "shows": "show_covers", "walk_ins": "walk_in_covers"}[name]] += sign * party
    for seating, since in venue.seatings:
        d = day(seating["service_date"])
        hour = max(0, min(47, (since + seating["utc_offset_minutes"] * 60_000_000 - midnight(d)) // HOUR))
        uses[d, hour]["seated_covers"] += seating["party"]
    for visit in venue.visits.values():
        if visit["until"] is None: continue
        d, spent = day(visit["seating"]["service_date"]), seconds(hours_of(visit))
        days[d]["finished"] += 1
        for hour, taken in spent.items():
            days[d]["stayed_seconds"] += taken
            uses[d, hour]["table_seconds"] += taken * len(visit["seating"]["tables"])
            uses[d, hour]["guest_seconds"] += taken * visit["seating"]["party"]
    pending = 0
    for name, order in venue.orders.items():
        if order["service"] != "dine_in": continue
        visit, d = order["visit"], day(order["service_date"])
        hour = max(0, min(47, (order["now"] + order["utc_offset_minutes"] * 60_000_000 - midnight(d)) // HOUR))
        if visit is None: days[d]["revenue"] += 0  # the day had guests, even if their order was undone
        if name in venue.undone: continue
        if visit is None:
            uses[d, hour]["table_revenue_minor"] += order["amount"]
        elif visit["until"] is None:
            pending += order["amount"]
        else:
            for h, share in shares(order["amount"], hours_of(visit)).items():
                uses[day(visit["seating"]["service_date"]), h]["table_revenue_minor"] += share
    touched = sorted(d for d in set(days) | {d for d, _ in uses} if within(d))
    if touched:
        d = touched[0]
        while d <= touched[-1]:
            weekly, exceptions, tables = set_up(venue, d)
            if d in exceptions: periods = exceptions[d]
            else: periods = [p for p in weekly if p["weekday"] == WEEKDAYS[d.weekday()]]
            for period in periods:
                opens, closes = minutes(period["opens"]), minutes(period["closes"])
                for hour in range(opens // 60, 48):
                    open_for = 60 * max(0, min(closes, hour * 60 + 60) - max(opens, hour * 60))
                    uses[d, hour]["available_table_seconds"] += open_for * len(tables)
                    uses[d, hour]["available_seat_seconds"] += open_for * sum(tables.values())
            d += timedelta(days=1)
    sums = ("booked", "booked_covers", "cancelled", "cancelled_covers", "no_shows", "no_show_covers", "shows",
            "show_covers", "walk_ins", "walk_in_covers", "finished", "stayed_seconds")
    use_sums = ("seated_covers", "table_revenue_minor", "table_seconds", "guest_seconds", "available_table_seconds",
                "available_seat_seconds")

    def check_sums(where, row, c):
        same(where, [row[k] for k in sums], [c[k] for k in sums])
        same(where, row["covers"], c["show_covers"] + c["walk_in_covers"])
        same(where, row["cancellation_rate"], ratio(c["cancelled"], c["booked"]))
        same(where, row["no_show_rate"], ratio(c["no_shows"], c["no_shows"] + c["shows"]))
        same(where, row["average_stay_seconds"], ratio(c["stayed_seconds"], c["finished"]))

    def check_use(where, row, c):
        same(where, [row[k] for k in use_sums], [c[k] for k in use_sums])
        same(where, row["revenue_per_seat_hour_minor"], ratio(c["table_revenue_minor"] * 3600, c["available_seat_seconds"]))
        same(where, row["table_use"], ratio(c["table_seconds"], c["available_table_seconds"]))
        same(where, row["seat_use"], ratio(c["guest_seconds"], c["available_seat_seconds"]))

    def total(counters):
        result = Counter()
        for counter in counters:
            for key, value in counter.items(): result[key] += value
        return result

    if "guests_by_day" in series:
        check_sums("guests_by_day.total", series["guests_by_day"]["total"], total(c for d, c in days.items() if within(d)))
        found = {row["service_date"]: row for row in series["guests_by_day"]["days"]}
        expected = set()
        for d in touched:
            use = total(uses[d, hour] for hour in range(48))
            if any(days[d][k] for k in sums) or use["table_revenue_minor"] or d in first_booked:
                expected.add(str(d))
            if str(d) in found:
                check_sums("guests_by_day.day", found[str(d)], days[d])
                check_use("guests_by_day.use", found[str(d)], use)
        same("guests_by_day.days", set(found), expected)
    if "lead_times" in series:
        same("lead_times", series["lead_times"]["bookings"], {name: leads[name] for _, name in LEADS})
        same("lead_times.minutes", series["lead_times"]["lead_minutes"], lead_minutes)
        same("lead_times.average", series["lead_times"]["average_lead_minutes"], ratio(lead_minutes, sum(leads.values())))
    if "table_hours" in series:
        in_range = [(d, h, c) for (d, h), c in uses.items() if within(d)]
        check_use("table_hours.total", series["table_hours"]["total"], total(c for _, _, c in in_range))
        same("table_hours.pending", series["table_hours"]["pending_revenue_minor"], pending)
        found = {row["hour"]: row for row in series["table_hours"]["hours"]}
        for hour in range(48):
            use = total(c for _, h, c in in_range if h == hour)
            same("table_hours.hours", hour in found, any(use[k] for k in use_sums))
            if hour in found: check_use("table_hours.hour", found[hour], use)

# Customers

def check_customers(page, orders, end):
    series, days = page["series"], defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for order in orders:
        if order.get("customer"):
            entry = days[order["customer"]][day(order["service_date"])]
            entry[0] += 1
            entry[1] += order["amount"]
    people = {c: sorted(d.items()) for c, d in days.items()}
    spent = {c: sum(v[1] for _, v in d) for c, d in people.items()}
    def fifths(values):
        ranked = sorted(values.values())
        first = {}
        for rank, value in enumerate(ranked): first.setdefault(value, rank)
        return {c: 1 + 5 * first[v] // len(ranked) for c, v in values.items()}
    scores = [fifths({c: d[-1][0] for c, d in people.items()}), fifths({c: len(d) for c, d in people.items()}), fifths(spent)]
    grid = ["hibernating hibernating about_to_sleep promising new",
            "hibernating hibernating about_to_sleep potential_loyalist potential_loyalist",
            "at_risk at_risk needs_attention potential_loyalist potential_loyalist",
            "at_risk at_risk loyal loyal champion", "cannot_lose cannot_lose loyal loyal champion"]
    segment = {c: grid[scores[1][c] - 1].split()[scores[0][c] - 1] for c in people}
    if "segments" in series:
        counts, gross = Counter(segment.values()), Counter()
        for c, s in segment.items(): gross[s] += spent[c]
        same("segments", {r["segment"]: (r["customers"], r["gross_minor"]) for r in series["segments"]},
             {s: (counts[s], gross[s]) for s in {s for row in grid for s in row.split()}})
    if "cohorts" in series: check_cohorts(series["cohorts"], people, end)
    if "lifetime" in series: check_lifetime(series, page, people, segment, scores, spent, end)

def month(d): return d.year * 12 + d.month - 1

def check_cohorts(cohorts, people, end):
    expected = {}
    for first in sorted({month(d[0][0]) for d in people.values()}):
        members = [d for d in people.values() if month(d[0][0]) == first]
        months = range(first, max(month(end), first) + 1)
        active = [sum(any(month(day) == m for day, _ in d) for d in members) for m in months]
        gross = [sum(v[1] for d in members for day, v in d if month(day) == m) for m in months]
        expected["%04d-%02d" % divmod_month(first)] = (len(members), active, gross, [a / len(members) for a in active])
    same("cohorts", {c["month"]: (c["customers"], c["active"], c["gross_minor"], c["retention"]) for c in cohorts}, expected)

def divmod_month(m): return m // 12, m % 12 + 1

def check_lifetime(series, page, people, segment, scores, spent, end):
    report, unit = series["lifetime"], 10 ** page["decimals"]
    times = {c: (len(d) - 1, (d[-1][0] - d[0][0]).days / 7, (end - d[0][0]).days / 7) for c, d in people.items()}
    again = sum(x > 0 for x, _, _ in times.values())
    same("lifetime.customers", [report["customers"], report["repeat_customers"]], [len(people), again])
    same("lifetime.rate", report["repeat_rate"], ratio(again, len(people)))
    if people: same("lifetime.end", report["observed_through"], str(end))
    averages = {c: sum(v[1] for _, v in d[1:]) / (len(d) - 1) / unit if len(d) > 1 else 0 for c, d in people.items()}
    rates, spending = report["bg_nbd"], report["gamma_gamma"]
    if rates:
        names = ("r", "alpha", "a", "b")
        maximum("lifetime.bg_nbd", [rates[n] for n in names], rates["log_likelihood"],
                lambda p: sum(bg_nbd(p, *t) * n for t, n in Counter(times.values()).items()))
    if spending:
        observed = [(times[c][0], averages[c]) for c in people if times[c][0] > 0 and averages[c] > 0]
        maximum("lifetime.gamma_gamma", [spending[n] for n in ("p", "q", "gamma")], spending["log_likelihood"],
                lambda p: sum(gamma_gamma(p, x, m) for x, m in observed))
    values = []
    for c in people:
        odds, days_ahead, money = expected(rates, spending, times[c], averages[c])
        values.append((c, odds, days_ahead, money))
    known = [d * m for _, _, d, m in values if d is not None and m is not None]
    close("lifetime.value", report["expected_value"], math.fsum(known) if known else None, 1e-8)
    if "customers" not in series: return
    rows = {row["customer"]: row for row in series["customers"]}
    same("customers.who", set(rows), set(people))
    for c, odds, days_ahead, money in values:
        row, d = rows[c], people[c]
        same("customers.history", [row["first"], row["last"], row["days"], row["repeats"], row["orders"], row["gross_minor"]],
             [str(d[0][0]), str(d[-1][0]), len(d), len(d) - 1, sum(v[0] for _, v in d), spent[c]])
        same("customers.times", [row["weeks_to_last"], row["weeks_observed"]], list(times[c][1:]))
        same("customers.scores", [row["recency"], row["frequency"], row["monetary"], row["segment"]],
             [s[c] for s in scores] + [segment[c]])
        close("customers.active", row["probability_active"], odds)
        close("customers.days", row["expected_days"], days_ahead, 1e-8)
        close("customers.spending", row["expected_spending"], money, 1e-8)

def maximum(where, point, value, likelihood):
    """The value is the likelihood at the point, and no step of a thousandth in any direction is better."""
    close(where, value, likelihood(point))
    for axis, factor in itertools.product(range(len(point)), (0.999, 1.001)):
        moved = list(point)
        moved[axis] *= factor
        same(where, likelihood(moved) <= value + 1e-9 * abs(value), True)

def bg_nbd(p, x, last, T):
    r, alpha, a, b = p
    head = math.lgamma(r + x) - math.lgamma(r) + r * math.log(alpha) + math.lgamma(a + b) + math.lgamma(b + x) \
        - math.lgamma(b) - math.lgamma(a + b + x)
    tail = math.exp(-(r + x) * math.log(alpha + T))
    if x > 0: tail += a / (b + x - 1) * math.exp(-(r + x) * math.log(alpha + last))
    return head + (math.log(tail) if tail > 0 else -(r + x) * math.log(alpha + last) + math.log(a / (b + x - 1)))

def gamma_gamma(g, x, m):
    p, q, gamma = g
    return math.lgamma(p * x + q) - math.lgamma(p * x) - math.lgamma(q) + q * math.log(gamma) \
        + (p * x - 1) * math.log(m) + p * x * math.log(x) - (p * x + q) * math.log(gamma + m * x)

def expected(rates, spending, times, average):
    active = ahead = money = None
    x, last, T = times
    if rates:
        r, alpha, a, b, t = rates["r"], rates["alpha"], rates["a"], rates["b"], 52
        odds = a / (b + x - 1) * ((alpha + T) / (alpha + last)) ** (r + x) if x else 0
        active = 1 / (1 + odds)
        z, term, series, n = t / (alpha + T + t), 1.0, 1.0, 0
        while abs(term) > 1e-17 * abs(series):
            term *= (r + x + n) * (b + x + n) / ((a + b + x - 1 + n) * (n + 1)) * z
            series, n = series + term, n + 1
        ahead = (a + b + x - 1) / (a - 1) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * series) / (1 + odds)
    if spending:
        p, q, gamma = spending["p"], spending["q"], spending["gamma"]
        n, m = (x, average) if x and average > 0 else (0, 0)
        money = p * (gamma + n * m) / (p * n + q - 1) if p * n + q > 1 else None
    return active, ahead, money

def main():
    with open(sys.argv[1]) as lines: venues = read(lines)
    with open(sys.argv[2]) as text: pages = json.load(text)["venues"]
    first, last = (day(d) for d in sys.argv[3:5]) if len(sys.argv) > 3 else (FIRST, LAST)
    within = lambda d: first <= d <= last
    for page in pages:
        venue = venues[page["venue"]]
        kept = [o for name, o in venue.orders.items() if name not in venue.undone]
        orders = [o for o in kept if within(day(o["service_date"]))]
        check_sales(page, orders)
        check_items(page, orders)
        check_pairs(page, kept)
        check_payments(venue, page, within)
        check_guests(venue, page, within)
        end = last if last != LAST else max((day(o["service_date"]) for o in kept), default=date(1970, 1, 1))
        check_customers(page, [o for o in kept if day(o["service_date"]) <= last], end)
    for line in wrong[:20]: print(line[:600])
    print(json.dumps({"venues": len(pages), "compared": sum(compared.values()), "series": dict(compared), "wrong": len(wrong)}))
    sys.exit(1 if wrong else 0)

main()
