"""A fresh installation of its own: refuse, load, break off, go on, load again; what was found goes out as JSON."""

import json
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg

from tansiq import cli
from tansiq.config import environment
from tansiq.kernel import postgres

NOT_COUNTED = ("django_session", "tansiq_cache")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@contextmanager
def _owner():
    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        yield connection


def rows(sql, *values):
    with _owner() as connection:
        return connection.execute(sql, values).fetchall()


def run(sql, *values):
    with _owner() as connection:
        connection.execute(sql, values)


def snapshot():
    """Number of rows of every table and a digest of what they hold."""
    return {
        table: rows(f"SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t")[0]
        for (table,) in rows(TABLES)
        if table not in NOT_COUNTED
    }


def refused(load, fault):
    before = snapshot()
    try:
        load(datetime.now(tz=UTC))
    except fault as found:
        return {"words": str(found), "unchanged": snapshot() == before}
    return None


def foreign(story):
    run(
        "INSERT INTO access_agency (id, code, name_ar, name_en, kind, may_arrest, command, legal_power, districts,"
        " duty_phone, standing, excluded_validator_ids) VALUES (gen_random_uuid(), 'police', 'ش', 'Police', 'security',"
        " false, '', '', '{}', '', 'accredited', '{}')"
    )
    found = refused(story.load, story.ForeignAgencies)
    run("DELETE FROM access_agency WHERE code = 'police'")
    return found


def broken_off(story, scenes):
    """The second chapter fails once; the first stays, and nothing of the second does."""

    def fail(stage):
        play(stage)
        raise KeyboardInterrupt

    play, scenes.play = scenes.play, fail
    try:
        story.load(datetime.now(tz=UTC))
    except KeyboardInterrupt:
        return rows("SELECT count(*) FROM access_member")[0][0], rows("SELECT count(*) FROM gateway_ask")[0][0]
    finally:
        scenes.play = play


def tour(scenes):
    """The walk that the README describes begins with these two steps."""
    from tansiq.demo.stage import Stage, ago
    from tansiq.gateway import queries
    from tansiq.names import Parts
    from tansiq.people.drafts import KitDraft

    stage, found = Stage(datetime.now(tz=UTC)), []
    for name, number in (("خالد سعيد عمر باقنزل", "01940012345"), ("Khaled S. Ba Qanzal", "01940012346")):
        kit = KitDraft(Parts(full=name), birth="1994", identifiers=(("national", number),))
        row, hits = scenes.ask(stage, "demo-checkpoint", kit, ago(), "WADI/2026/90")
        waiting = {hit.id for hit in stage.see("demo-validator", queries.hits_to_judge)}
        found.append((row.answer, len(hits), {hit.id for hit in hits} <= waiting))
    return found


SAID = "قيل لأخيه عند المكتب بصوت واضح"
REASONS = "أجابت كل الجهات وأُخبرت الأسرة"


def search():
    """The walk that the README describes ends with a search that two people close."""
    from tansiq.compartments.custody import actions, queries
    from tansiq.demo.stage import Stage, ago
    from tansiq.kernel.problems import Problem

    stage, now = Stage(datetime.now(tz=UTC)), ago()
    row = next(one for one in stage.see("demo-family", queries.enquiries) if one.by_name == "سالم أمين")
    desk = {"enquiry_id": row.id}

    def refused(who, action, **fields):
        try:
            stage.do(who, action, now, **fields)
        except Problem as problem:
            return problem.code
        return ""

    before = refused("demo-family", actions.ask_to_close, reasons=REASONS, **desk)
    asks = stage.see("demo-inspector", queries.asks_of_inspector, now=stage.now)
    force = {one.owner_id for one in asks if one.number == row.number}
    for one in (one for one in asks if one.number == row.number):
        stage.do(
            "demo-inspector", actions.answer_enquiry, now, ask_id=one.id, answer="not_here",
            words="زرت مقرهم وسألت المناوب ونظرت في الحجز",
        )  # fmt: skip
    stage.do("demo-family", actions.tell_family, now, words=SAID, **desk)
    stage.do("demo-family", actions.ask_to_close, now, reasons=REASONS, **desk)
    alone = refused("demo-family", actions.close_enquiry, reasons=REASONS, **desk)
    closed = stage.do("demo-family2", actions.close_enquiry, now, reasons=REASONS, **desk)
    outside = stage.see("demo-inspector", stage.agency, code="demo-coast-guard")
    return [before, force == {outside}, alone, closed.state]


def told():
    from django.conf import settings
    from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_hashers.cache_clear()
    get_hashers_by_algorithm.cache_clear()
    from allauth.mfa.models import Authenticator

    from tansiq.demo import scenes, second_factor, story

    facts = {"foreign": foreign(story), "broken_off": broken_off(story, scenes)}
    story.load(datetime.now(tz=UTC))
    first = snapshot()
    story.load(now=datetime.now(tz=UTC))
    facts["changed"] = [table for table, count in snapshot().items() if first[table] != count]
    facts["counts"] = {table: count for table, (count, _) in first.items()}
    facts["grants"] = rows(
        "SELECT u.username, g.role FROM access_rolegrant g JOIN access_member m ON m.id = g.member_id"
        " JOIN access_user u ON u.id = m.user_id WHERE g.ended_at IS NULL ORDER BY 1, 2"
    )
    facts["suspects"] = rows(
        "SELECT family, kit.full FROM people_kit kit WHERE id IN (SELECT kit_id FROM intelligence_subject UNION"
        " SELECT kit_id FROM gateway_order UNION SELECT holder_kit_id FROM people_protectivenumber)"
    )
    facts["agencies"] = rows("SELECT code, kind, districts FROM access_agency ORDER BY code")
    facts["answers"] = rows("SELECT reference, answer FROM gateway_ask ORDER BY asked_at")
    facts["hits"] = rows("SELECT state, is_urgent, count(*) FROM gateway_hit GROUP BY 1, 2 ORDER BY 1, 2")
    facts["recalls"] = rows("SELECT state, count(*) FROM gateway_recall GROUP BY 1 ORDER BY 1")
    facts["late"] = rows("SELECT code FROM clocks_clock WHERE due_at < now() AND met_at IS NULL AND stopped_at IS NULL")
    facts["lineages"] = rows(
        "SELECT array_length(report_ids, 1), array_length(lineage_ids, 1) FROM intelligence_subject"
        " WHERE act = 'ATTACK_PLANNING' ORDER BY 1"
    )
    facts["codes"] = [
        row.wrap().validate_code(second_factor.code(row.user.username)) for row in Authenticator.objects.all()
    ]
    facts["tour"] = tour(scenes)
    facts["search"] = search()
    return facts


def main():
    with postgres.in_use(environment.data_dir(), durable=False) as server:
        cli.bring_up(server)
        cli.start_django()
        facts = told()
        cli.close_connections()
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
