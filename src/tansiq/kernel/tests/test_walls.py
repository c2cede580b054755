import pytest
from asgiref.sync import async_to_sync
from django.db import connection, connections, models, transaction
from django.db.utils import ProgrammingError
from django.test.utils import isolate_apps
from procrastinate import periodic
from procrastinate.contrib.django import app

from tansiq.kernel import checks, walls
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import Member
from tansiq.kernel.clocks.jobs import reap
from tansiq.kernel.db import acting_as


def test_the_login_of_the_application_cannot_bypass_a_wall(cast):
    assert walls.faults_of_login() == []


def test_without_an_actor_there_are_no_rows(cast):
    with transaction.atomic():
        assert Member.objects.count() == 0


def test_every_table_has_a_wall_or_a_reviewed_line(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {name for (name,) in cursor.fetchall()}

    assert checks.bare_tables(found, set(walls.declared()), set(walls.EXEMPT)) == []
    assert not set(walls.declared()) & set(walls.EXEMPT)


def test_a_new_table_without_a_wall_fails_the_check():
    assert [fault.id for fault in checks.bare_tables({"people_secret"}, set(), set())] == ["tansiq.E001"]


@pytest.mark.rule("RL-01", "RL-02", "RL-03", "RL-04", "RL-05", "RL-06", "G28")
@pytest.mark.parametrize(
    "name",
    [
        "risk_score",
        "face_embedding",
        "social_profile",
        "location_track",
        "coordinates",
        "home_point",
        "family_tree",
        "tribe",
    ],
)
def test_a_field_that_crosses_a_red_line_fails_the_check(name):
    with isolate_apps("tansiq.kernel"):
        options = type("Meta", (), {"app_label": "kernel"})
        crossing = type(
            "Crossing", (models.Model,), {"__module__": __name__, "Meta": options, name: models.TextField()}
        )

    assert [fault.id for fault in checks.forbidden_fields([crossing])] == ["tansiq.E002"]


def test_a_stamp_ends_with_its_transaction(cast, do):
    assert do(cast["owner"], Member.objects.count) > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.agency_ids', true), '')")
        assert cursor.fetchone()[0] in ("", "{}")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM audit_entry", "UPDATE audit_entry SET act = 'x'", "TRUNCATE audit_entry"]
)
def test_nobody_can_change_the_log(cast, do, statement):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(ProgrammingError):
        do(cast["inspector"], change)


def test_the_matchers_login_reads_the_held_index_and_nothing_else(committed):
    seen = {}
    for table in sorted(walls.tables() | set(walls.declared())):
        with connections["matcher"].cursor() as cursor:
            try:
                cursor.execute(f"SELECT count(*) FROM {table}")
                seen[table] = cursor.fetchone()[0]
            except ProgrammingError:
                pass

    assert set(seen) == {"people_heldentry"}


def test_a_job_exists_for_the_worker_alone(cast, do):
    def jobs() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'clocks.reap'")
            return int(cursor.fetchone()[0])

    do(cast["owner"], lambda: reap.defer(timestamp=0))

    assert [do(who, jobs) for who in (cast["owner"], cast["inspector"], system_actor("clock"))] == [0, 0, 0]
    assert do(system_actor("worker"), jobs) == 1


def test_nobody_but_the_worker_writes_a_job_past_its_function(cast, do):
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('q', 't', '{}')")

    with pytest.raises(ProgrammingError, match="procrastinate_jobs"):
        do(cast["owner"], write)


def test_a_periodic_job_is_deferred_on_the_connection_of_the_application(committed):
    deferrer = periodic.PeriodicDeferrer(registry=app.periodic_registry)
    [reaping] = [one for one in app.periodic_registry.periodic_tasks.values() if one.task is reap]

    async_to_sync(deferrer.defer_jobs)([(reaping, 60)])

    with acting_as(system_actor("worker")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT task_name, defer_timestamp FROM procrastinate_periodic_defers WHERE job_id IS NOT NULL")
        assert ("clocks.reap", 60) in cursor.fetchall()
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
