"""Acts in an installation of its own, in a process of its own: `python acts.py WHAT ...` under its environment.

`setup`: the cast, and what it needs. `orders PREFIX COUNT THREADS`: enter so many arrest orders; the number of each is
printed once its transaction is acknowledged, and one that was not acknowledged is entered anew under another number.
`ask`: hold a record and ask about it; the job that matches them waits. `work SECONDS`: the worker, until idle.
"""

from __future__ import annotations

import itertools
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tansiq import cli

PREFIX = "ز"
CAST = {
    "prosecutor": ("killed-court", "judicial", "prosecutor"), "asker": ("killed-alpha", "security", "asker"),
    "owner": ("killed-beta", "security", "analyst"),
}  # fmt: skip


def setup() -> None:
    from django.db import transaction

    from tansiq.kernel.access import actions
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    actor, now = system_actor("setup"), datetime.now(UTC)
    with acting_as(actor), transaction.atomic():
        for handle, (code, kind, role) in CAST.items():
            agency = actions.add_agency(
                actor=actor, now=now, code=code, name_ar=f"جهة {code}", name_en=code, kind=kind,
                may_arrest=kind == "security", charter_signed_on=date(2026, 1, 1), duty_phone="+967 5 000 0199",
            )  # fmt: skip
            actions.add_member(
                actor=actor, now=now, handle=handle, password="a-password-of-nobody", agency_id=agency.id,
                name_ar=f"عضو {handle}", name_en=handle, roles=(role,),
            )  # fmt: skip


def enter(number: str) -> None:
    """Enter one arrest order of this number; returns once the database has acknowledged it."""
    from django.db import transaction

    from tansiq.gateway import actions
    from tansiq.kernel.access import queries
    from tansiq.kernel.db import acting_as
    from tansiq.names import Parts
    from tansiq.people.drafts import KitDraft

    actor, now = queries.actor_by_handle("prosecutor"), datetime.now(UTC)
    with acting_as(actor), transaction.atomic():
        actions.register_order(
            actor=actor, now=now, draft=KitDraft(Parts(full="سالم عوض مبارك باقنزل"), birth="1990"), number=number,
            authority="PROSECUTION", instrument="COURT-ORDER", offence="MURDER",
            grounds=f"شهادتان مسجلتان في القضية {number}", presented_by="عقيد مناوب، أمن الوادي", alternative="SUMMONS",
            alternative_words="استدعي مرتين ولم يحضر", valid_from=now - timedelta(days=1),
            valid_until=now + timedelta(days=30), age_checked=True,
        )  # fmt: skip


def orders(prefix: str, count: int, threads: int) -> None:
    from django.db import DatabaseError, InterfaceError, connection
    from psycopg_pool import PoolTimeout

    numbers, lock, left = itertools.count(1), threading.Lock(), [count]

    def work() -> None:
        while True:
            with lock:
                if not left[0]:
                    return
                left[0] -= 1
                number = f"{prefix}/{next(numbers)}"
            try:
                enter(number)
            except (DatabaseError, InterfaceError, PoolTimeout):
                connection.close()
                with lock:
                    left[0] += 1
                time.sleep(0.1)
                continue
            with lock:
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()

    running = [threading.Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def ask() -> None:
    from django.db import transaction

    from tansiq.gateway import actions
    from tansiq.kernel.access import queries
    from tansiq.kernel.db import acting_as
    from tansiq.names import Parts
    from tansiq.people import actions as people
    from tansiq.people.drafts import KitDraft

    khaled = KitDraft(Parts(ism="خالد", father="سعيد", grandfather="عمر", family="باقنزل"), birth="1994")
    now, asker = datetime.now(UTC), queries.actor_by_handle("asker")
    # A second person accepts what is held: only such a one writes the match index.
    owner = queries.actor_by_handle("owner")
    owner = replace(owner, roles=owner.roles | {"approver"})
    with acting_as(owner), transaction.atomic():
        people.add_kit(
            actor=owner, now=now, owner_id=owner.home, checked=khaled.checked(today=now.date()), index="held"
        )
    with acting_as(asker), transaction.atomic():
        actions.ask(actor=asker, now=now, draft=khaled, purpose="CHECKPOINT_IDENTITY", reference="CP/2026-11/7")


def main() -> None:
    what, *rest = sys.argv[1:]
    if what == "work":
        from tansiq.kernel.clocks import worker

        cli.close_connections()
        worker.run(wait=False, silent_seconds=float(rest[0]))
    elif what == "orders":
        orders(rest[0], int(rest[1]), int(rest[2]))
    else:
        {"setup": setup, "ask": ask}[what]()


if __name__ == "__main__":
    cli.start_django()
    main()
