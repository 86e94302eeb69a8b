#!/usr/bin/env python3
"""Checks the books of a log: no table promised twice, no slot over its pacing.

    daybook tail --format json | python3 Tests/verify_books.py

Reads events, one on a line. It knows the stored names and nothing else: no code of the project has a part in it.
Every claim on a table is a list of intervals; after each event the intervals that stand at its time are compared with
those of the same table, and the parties and guests that start in one slot are counted against the venue's rules.
Prints one JSON object; the exit status is 1 if anything is wrong.
"""

import collections
import datetime
import json
import sys

CLAIMING = {"reservation_booked", "reservation_modified", "party_seated", "visit_finished", "walk_in_seated",
            "tables_reassigned", "reservation_confirmed"}
FREEING = {"reservation_cancelled", "reservation_marked_no_show", "hold_released", "waitlist_left",
           "waitlist_offer_declined", "waitlist_offer_expired"}
KEEPING = {"hold_placed", "waitlist_offered"}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Books:
    def __init__(self):
        self.claims = {}                                   # reservation -> claim
        self.by_table = collections.defaultdict(set)       # table -> reservations
        self.by_day = collections.defaultdict(set)         # (venue, date) -> reservations
        self.rules = {}                                    # venue -> rules
        self.problems = []
        self.checked = 0

    def drop(self, reservation):
        claim = self.claims.pop(reservation, None)
        if claim:
            for table in claim["tables"]:
                self.by_table[table].discard(reservation)
            self.by_day[claim["day"]].discard(reservation)

    def claim(self, reservation, venue, seating, expires):
        self.drop(reservation)
        claim = {
            "tables": seating["tables"], "starts": instant(seating["starts_at"]), "ends": instant(seating["ends_at"]),
            "label": seating["starts"], "party": seating["party"], "day": (venue, seating["service_date"]),
            "expires": expires, "venue": venue,
        }
        self.claims[reservation] = claim
        for table in claim["tables"]:
            self.by_table[table].add(reservation)
        self.by_day[claim["day"]].add(reservation)
        return claim

    @staticmethod
    def stands(claim, now):
        return claim["expires"] is None or now < claim["expires"]

    def check(self, reservation, now, place):
        self.checked += 1
        claim = self.claims[reservation]
        for table in claim["tables"]:
            for other_id in self.by_table[table]:
                other = self.claims[other_id]
                if other_id != reservation and self.stands(other, now) and other["starts"] < claim["ends"] \
                        and claim["starts"] < other["ends"]:
                    self.problems.append(f"{place}: {reservation} and {other_id} overlap at {table}")
        rules = self.rules.get(claim["venue"]) or {}
        slot = [c for c in map(self.claims.get, self.by_day[claim["day"]])
                if c["label"] == claim["label"] and self.stands(c, now)]
        parties, covers = len(slot), sum(c["party"] for c in slot)
        if 0 < rules.get("parties_per_slot", 0) < parties:
            self.problems.append(f"{place}: {parties} parties at {claim['day']} {claim['label']}")
        if 0 < rules.get("covers_per_slot", 0) < covers:
            self.problems.append(f"{place}: {covers} covers at {claim['day']} {claim['label']}")

    def take(self, event):
        name, data = event["type"], event.get("data") or {}
        now, place = instant(event["occurred_at"]), event["position"]
        if name == "reservation_rules_set":
            self.rules[data["venue"]] = data.get("rules")
        elif name in FREEING:
            self.drop(data["reservation"])
        elif name in CLAIMING or name in KEEPING:
            expires = instant(data["expires_at"]) if name in KEEPING else None
            self.claim(data["reservation"], data["venue"], data["seating"], expires)
            self.check(data["reservation"], now, place)


def main():
    books = Books()
    events = 0
    for line in sys.stdin:
        if line.strip():
            events += 1
            books.take(json.loads(line))
    standing = [c for c in books.claims.values() if c["expires"] is None]
    result = {
        "events": events, "checked": books.checked, "bookings": len(standing),
        "covers": sum(c["party"] for c in standing),
        "slots": len({(c["day"], c["label"]) for c in standing}),
        "problems": len(books.problems), "first_problems": books.problems[:20],
    }
    print(json.dumps(result))
    return 1 if books.problems else 0


if __name__ == "__main__":
    sys.exit(main())
