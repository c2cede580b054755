"""Unique keys and foreign keys do not betray: each tells of one's own rows alone, or of an id that nobody guesses.

PostgreSQL checks both past row security. Whoever adds a row and is refused learns that another one exists.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

OWNERS = {"owner_id", "agency_id", "member_id", "user_id", "kit_id", "record_id"}
# Reviewed: a key over something else than random ids and whose rows it is about. Why it tells nothing of anybody.
REVIEWED = {
    "access_user (username)": "handles are a directory; the sign-in answers alike whether one exists",
    "access_user ()": "the same handles, in small letters",
    "access_agency (code)": "the agencies are a directory that every member reads",
    "gateway_ask (number)": "eight letters of chance, 38 bits, and only that some ask has it",
    "gateway_disclosure (number)": "eight letters of chance, 38 bits",
    "access_member (staff_number)": "five signs of chance, written by whoever enrols; they say nothing about whom",
    "audit_checkpoint (size)": "the sealed log: only the job that seals writes it",
    "audit_cosignature (checkpoint_id, key)": "the sealed log: only the job that seals writes it",
    "audit_leaf (index)": "the sealed log: only the job that seals writes it",
    "audit_node (position)": "the sealed log: only the job that seals writes it",
    "cooperation_file (number)": "eight letters of chance, 38 bits: that somebody may cooperate, not who",
    "cooperation_claim (number)": "eight letters of chance, 38 bits",
    "cooperation_promise (number)": "eight letters of chance, 38 bits",
    "cooperation_told (number)": "eight letters of chance, 38 bits: that some life is threatened, not whose",
    "cooperation_protectionlink (number)": "eight letters of chance, 38 bits: that some danger was asked about",
    "protection_danger (number)": "eight letters of chance, 38 bits: that some danger was asked about",
    "protection_danger (reference)": "the number of a question: only the room itself writes it",
    "cooperation_session (number)": "eight letters of chance, 38 bits",
    "custody_detention (number)": "eight letters of chance, 38 bits: that somebody is held, not who",
    "custody_enquiry (number)": "eight letters of chance, 38 bits: that some family asks, not after whom",
    "custody_handover (number)": "eight letters of chance, 38 bits",
    "custody_place (code)": "the official list of places of detention, which every member reads",
    "gateway_brokenglass (number)": "eight letters of chance, 38 bits",
    "oversight_appeal (number)": "eight letters of chance, 38 bits",
    "oversight_complaint (number)": "eight letters of chance, 38 bits",
    "oversight_footprint (number)": "eight letters of chance, 38 bits",
    "oversight_question (number)": "eight letters of chance, 38 bits",
    "oversight_reviewday (day)": "a day: only the job that reviews reads writes it",
    "oversight_sample (week_on)": "a week: only the job that reviews reads writes it",
    "casework_case (number)": "eight letters of chance, 38 bits",
    "casework_charge (number)": "eight letters of chance, 38 bits",
    "casework_courtact (number)": "eight letters of chance, 38 bits",
    "casework_hearing (number)": "eight letters of chance, 38 bits",
    "casework_courtfile (number)": "eight letters of chance, 38 bits",
    "casework_countsheet (number)": "eight letters of chance, 38 bits",
    "casework_exhibit (number)": "eight letters of chance, 38 bits",
    "casework_bulletin (number)": "eight letters of chance, 38 bits",
    "casework_brief (number)": "eight letters of chance, 38 bits",
    "casework_device (number)": "eight letters of chance, 38 bits",
    "casework_statement (number)": "eight letters of chance, 38 bits",
    "casework_tracerequest (number)": "eight letters of chance, 38 bits",
    "casework_weapon (number)": "eight letters of chance, 38 bits",
    "victims_heirsearch (number)": "eight letters of chance, 38 bits: that a family is searched for, not whose",
    "casework_incident (number)": "eight letters of chance, 38 bits",
    "gateway_recall (number)": "eight letters of chance, 38 bits",
    "intelligence_informationrequest (number)": "eight letters of chance, 38 bits",
    "intelligence_report (number)": "eight letters of chance, 38 bits",
    "intelligence_subject (number)": "eight letters of chance, 38 bits: that some agency holds somebody, not whom",
    "gateway_stop (number)": "eight letters of chance, 38 bits: that something stops, not what or why",
    "intelligence_planconflict (number)": "eight letters of chance, 38 bits",
    "intelligence_plan (number)": "eight letters of chance, 38 bits",
    "protection_threat (number)": "eight letters of chance, 38 bits: that some life is threatened, not whose",
    "protection_protected (number)": "eight letters of chance, 38 bits",
    "victims_courtform (number)": "eight letters of chance, 38 bits",
    "victims_matter (number)": "eight letters of chance, 38 bits",
    "intelligence_trace (number)": "eight letters of chance, 38 bits",
    "intelligence_listing (list_code, reference_number)": "published lists: whoever reads the list knows its numbers",
    "exchange_import (list_code, digest)": "published lists: which version was read is told to every list keeper",
}
# Tables of others, without persons; see EXEMPT in kernel/walls.py.
OTHERS = (
    "auth_", "django_", "account_", "mfa_", "procrastinate_", "tansiq_cache", "socialaccount_", "usersessions_",
)  # fmt: skip

KEYS = """
    SELECT t.relname, c.relname, i.indisunique,
           array(SELECT a.attname::text FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k (num, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num ORDER BY k.place),
           array(SELECT format_type(a.atttypid, a.atttypmod) FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k (num, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num ORDER BY k.place),
           i.indexprs IS NOT NULL
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND (i.indisunique OR i.indisprimary) ORDER BY t.relname, c.relname
"""
EXCLUSIONS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'x'"
FOREIGN = """
    SELECT conrelid::regclass::text,
           array(SELECT format_type(a.atttypid, a.atttypmod) FROM unnest(c.confkey) AS k (num)
                 JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num),
           c.confrelid::regclass::text
    FROM pg_constraint c WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
# What a foreign key may point at although it is no random id: a directory that everybody reads.
# A checkpoint is known by its size, which whoever sees a checkpoint sees as well.
DIRECTORIES = {"audit_checkpoint"}


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _tells_nothing(columns: list[str], types: list[str], *, has_expression: bool) -> bool:
    """Whether the key needs the right id to be hit, or tells only of the rows of one owner."""
    if has_expression:
        return False
    return set(types) == {"uuid"} or bool(OWNERS & set(columns)) or "uuid" in types


@pytest.mark.usefixtures("db")
def test_every_unique_key_is_of_ones_own_rows_or_of_chance_or_reviewed():
    betraying = [
        f"{table} ({', '.join(columns)})"
        for table, _, _, columns, types, has_expression in _rows(KEYS)
        if not table.startswith(OTHERS) and not _tells_nothing(columns, types, has_expression=has_expression)
    ]

    assert sorted(set(betraying) - set(REVIEWED)) == []
    assert sorted(set(REVIEWED) - set(betraying)) == []  # a reviewed key that is gone leaves the list


@pytest.mark.usefixtures("db")
def test_no_exclusion_constraint_compares_rows_of_different_owners():
    assert _rows(EXCLUSIONS) == []


@pytest.mark.usefixtures("db")
def test_every_foreign_key_points_at_a_random_id():
    wrong = [
        (table, target)
        for table, types, target in _rows(FOREIGN)
        if not table.startswith(OTHERS) and set(types) != {"uuid"} and target not in DIRECTORIES
    ]

    assert wrong == []


@pytest.mark.usefixtures("db")
def test_no_identity_of_a_person_stands_in_any_unique_key():
    """Names, births and numbers of papers, folded, hashed or plain, are in no unique key at all, an agency's own neither."""
    personal = {"ism", "father", "grandfather", "family", "kunya", "full", "mother", "value", "blind", "blinds"}
    personal |= {"anchors", "holder_blinds", "words", "keys", "born_from", "born_to"}

    found = [(table, columns) for table, _, _, columns, *_ in _rows(KEYS) if personal & set(columns)]

    assert [row for row in found if not row[0].startswith(OTHERS)] == []


@pytest.mark.usefixtures("db")
def test_no_sequence_counts_what_is_hidden():
    counted = _rows(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind = 'S'"
    )

    assert [name for (name,) in counted if not name.startswith(OTHERS)] == []
