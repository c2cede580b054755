"""How soon conflicts are found among planned operations: `python -m benchmarks.plans --json OUT`.

Ten thousand open plans of six agencies over Hadhramaut and its neighbours within ten days, most of them circles of some
hundred metres, some whole districts. Measured is the check of one plan against all others, as an agency's action makes
it: the function of the room, and the exact measure of every candidate. The baseline looks at every plan without the
index, by the same function, in turns with it. Times in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks import installation, publish, spread

PLANS, CHECKS, SEED = 10_000, 200, 20261129
DAYS, AGENCIES, WHOLE_DISTRICTS = 10, 6, 0.02
MOST_MILLISECONDS = 100


def drawn(chance: random.Random, owners: list[UUID], now: datetime) -> Any:
    """One invented plan, not saved."""
    from tansiq.compartments.intelligence.plan_models import Plan, box_of
    from tansiq.kernel.charter import queries as charter
    from tansiq.kernel.geography import queries as geography
    from tansiq.kernel.geography import shapes

    wide = [area for area in charter.current().districts() if area.parent in ("YE19", "YE21", "YE28")]
    area = chance.choice(wide)
    is_whole = chance.random() < WHOLE_DISTRICTS
    radius = chance.randint(100, 2_000)
    lon, lat = area.lon + chance.uniform(-0.15, 0.15), area.lat + chance.uniform(-0.15, 0.15)
    shape = geography.outline(area.pcode) if is_whole else shapes.circle(lon, lat, radius)
    starts = now + timedelta(minutes=chance.randint(0, DAYS * 24 * 60))
    number = f"V-{uuid4().hex[:12]}"
    return Plan(
        number=number, owner_id=chance.choice(owners), author_id=uuid4(), type="PATROL", task="invented", unit="x",
        contact="x", danger="ORDINARY", legal_basis="JOINT-EXCHANGE", purpose="OPEN_CASE", reference="BENCH-1",
        district=area.pcode, form="district" if is_whole else "circle", outline=shape.as_lists(), buffer=200,
        starts_at=starts, ends_at=starts + timedelta(hours=chance.randint(1, 8)), state="checked", made_at=now,
        checked_at=now, **box_of(shape, 200),
    )  # fmt: skip


def fill(rows: list[Any]) -> None:
    """Keep the plans under the owner's login: no action could write so many in a benchmark's time."""
    import psycopg

    from tansiq.compartments.intelligence.plan_models import Plan
    from tansiq.config import environment

    fields = Plan._meta.concrete_fields
    names = ", ".join(field.column for field in fields)
    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as owner:
        with owner.cursor() as cursor, cursor.copy(f"COPY intelligence_plan ({names}) FROM STDIN") as copy:
            for row in rows:
                values = (getattr(row, field.attname) for field in fields)
                copy.write_row([psycopg.types.json.Jsonb(one) if isinstance(one, list) else one for one in values])
        owner.execute("ANALYZE intelligence_plan")


def measure(rows: list[Any], chance: random.Random) -> dict[str, Any]:
    """Check plans against all others, with the index and without, in turns."""
    from django.db import connection, transaction

    from tansiq.compartments.intelligence.actions import grounds
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    times: dict[str, list[float]] = {"check": [], "every plan": []}
    met = []
    for row in chance.sample(rows, CHECKS):
        found = []
        for name, planned in (("check", "on"), ("every plan", "off")):
            with acting_as(system_actor("deconflict")), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL enable_indexscan = {planned}")
                    cursor.execute(f"SET LOCAL enable_bitmapscan = {planned}")
                began = time.perf_counter()
                found.append(grounds.plans_that_meet(row))
                times[name].append(time.perf_counter() - began)
        if {one.plan_id for one in found[0]} != {one.plan_id for one in found[1]}:
            raise RuntimeError("the index finds something else than a look at every plan")
        met.append(len(found[0]))
    return {
        "check": spread(times["check"]), "baseline: every plan, no index": spread(times["every plan"]),
        "slowest": round(max(times["check"]) * 1000, 2), "conflicts of a plan, at most": max(met),
        "conflicts of a plan, on average": round(sum(met) / len(met), 1),
    }  # fmt: skip


def main() -> int:
    """Run the command line; the module's docstring says what it does. Exit 1 when a check takes too long."""
    parser = argparse.ArgumentParser(description="Measure the check of one planned operation against all others.")
    parser.add_argument("--json", type=Path, help="where the object is written")
    parser.add_argument("--plans", type=int, default=PLANS)
    options = parser.parse_args()
    with installation():
        chance, now = random.Random(SEED), datetime.now(UTC)
        owners = [UUID(int=one + 1) for one in range(AGENCIES)]
        rows = [drawn(chance, owners, now) for _ in range(options.plans)]
        fill(rows)
        told: dict[str, Any] = {"plans": options.plans, "checks": CHECKS, "unit": "ms", **measure(rows, chance)}
    told["is_fast_enough"] = told["slowest"] < MOST_MILLISECONDS
    publish(told, options.json)
    return 0 if told["is_fast_enough"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
