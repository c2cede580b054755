import os
import stat
import subprocess

import psycopg
import pytest

from tansiq.config import environment
from tansiq.kernel import postgres


def rows(server: postgres.Server) -> int:
    with psycopg.connect(host=str(server.socket), dbname="postgres", user=postgres.SUPERUSER) as connection:
        return connection.execute("SELECT 1").fetchone()[0]


def is_up(server: postgres.Server) -> bool:
    return server.run("pg_isready", "-q", "-h", str(server.socket)).returncode == 0


def test_the_last_one_who_leaves_stops_the_server(tmp_path):
    with postgres.in_use(tmp_path / "d", durable=False) as first:
        with postgres.in_use(tmp_path / "d", durable=False) as second:
            assert (first.root, rows(second)) == (second.root, 1)
        assert is_up(first)
    assert not is_up(first)


def test_what_was_committed_is_there_after_a_kill(tmp_path):
    with postgres.in_use(tmp_path / "d") as server:
        with psycopg.connect(
            host=str(server.socket), dbname="postgres", user=postgres.SUPERUSER, autocommit=True
        ) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
        pid = (server.root / "data" / "postmaster.pid").read_text().split()[0]
        subprocess.run(["kill", "-9", pid], check=True)
        postgres.start(server)
        with psycopg.connect(host=str(server.socket), dbname="postgres", user=postgres.SUPERUSER) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


def test_the_socket_is_closed_to_everybody_else(tmp_path):
    server = postgres.server(tmp_path / "d")

    assert stat.S_IMODE(os.stat(server.socket).st_mode) == 0o700


def test_a_path_too_long_for_a_socket_is_linked_elsewhere(tmp_path):
    deep = tmp_path / ("x" * 60) / ("y" * 60)

    server = postgres.server(deep)

    assert (deep / "postgres").is_symlink()
    assert len(str(server.socket)) < postgres.LONGEST_SOCKET_FOLDER


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "postgresql://host/db", "postgresql://user@host", "nonsense"])
def test_a_wrong_database_address_is_refused_in_words(monkeypatch, url):
    monkeypatch.setenv("TANSIQ_DATABASE_URL", url)

    with pytest.raises(environment.SettingError, match="TANSIQ_DATABASE_URL"):
        environment.owner_login()
