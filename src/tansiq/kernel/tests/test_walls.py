import pytest
from django.db import connection, connections, models, transaction
from django.db.utils import ProgrammingError
from django.test.utils import isolate_apps

from tansiq.kernel import checks, walls
from tansiq.kernel.access.models import Member


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
    for table in sorted(walls.tables() | {"procrastinate_jobs"}):
        with connections["matcher"].cursor() as cursor:
            try:
                cursor.execute(f"SELECT count(*) FROM {table}")
                seen[table] = cursor.fetchone()[0]
            except ProgrammingError:
                pass

    assert set(seen) == {"people_heldentry"}
