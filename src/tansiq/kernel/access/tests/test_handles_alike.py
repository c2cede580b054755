"""An upgrade that finds two handles which differ by capitals alone says which, and what to do."""

from importlib import import_module
from types import SimpleNamespace

import psycopg
import pytest

from tansiq.config import environment
from tansiq.kernel import installation
from tansiq.kernel.access.errors import HandlesAlike

UPGRADE = import_module("tansiq.kernel.access.migrations.0005_handle_in_any_case")
ANOTHER = """
    INSERT INTO access_user SELECT (jsonb_populate_record(
        u, jsonb_build_object('id', gen_random_uuid(), 'username', 'ASKER'))).* FROM access_user u WHERE username = 'asker'
"""


def test_an_upgrade_names_the_handles_that_are_one_and_changes_nothing(world, capsys, monkeypatch):
    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as owner:
        UPGRADE.refuse_alike(None, SimpleNamespace(connection=owner))
        owner.execute("DROP INDEX one_handle_in_any_case")
        owner.execute(ANOTHER)
        with pytest.raises(HandlesAlike) as refused:
            UPGRADE.refuse_alike(None, SimpleNamespace(connection=owner))
        owner.rollback()
    assert refused.value.members == {"handles": ["ASKER, asker"]}

    def install():
        raise refused.value

    monkeypatch.setattr(installation, "install", install)
    monkeypatch.setenv("TANSIQ_LANG", "en")
    assert installation.main() == 3
    code, _title, handles, remedy = capsys.readouterr().err.splitlines()
    assert (code, handles) == ("code: HANDLES_ALIKE", "handles: ASKER, asker")
    assert "UPDATE access_user SET username" in remedy


def test_a_defect_of_an_upgrade_is_no_refusal(monkeypatch):
    def install():
        raise ZeroDivisionError

    monkeypatch.setattr(installation, "install", install)
    with pytest.raises(ZeroDivisionError):
        installation.main()
