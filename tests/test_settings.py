"""Secrets stand in no setting that anybody prints."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tansiq import cli
from tansiq.commands import serve
from tansiq.config import environment
from tansiq.kernel import keys

SECRETS = (
    "hidden-password-of-the-owner", "hidden-key-of-the-site-0123456789-0123456789-0123456789", "hidden-secret-of-oidc",
)  # fmt: skip
SHOW = """
from tansiq.config import environment, settings
from tansiq.kernel import keys
from django.core.management import call_command
call_command("diffsettings", all=True)
print(repr(vars(settings)), environment.owner_login(), environment.login("app"), settings.TANSIQ_IDENTITY_PROVIDER)
assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] == "hidden-secret-of-oidc"
shown = [settings.DATABASES["default"]["PASSWORD"], keys.secret(environment.data_dir(), "database-app")]
assert shown[0] == shown[1]
import sys; sys.stderr.write("\\n".join(str(one) for one in (*shown, settings.SECRET_KEY)))
"""


def test_what_prints_the_settings_shows_no_secret_of_them(tmp_path):
    (tmp_path / "oidc").write_text(SECRETS[2] + "\n")
    given = {
        "TANSIQ_OIDC_ISSUER": "https://id.example.org", "TANSIQ_OIDC_CLIENT_ID": "tansiq",
        "TANSIQ_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "oidc"),
        "TANSIQ_DATA_DIR": str(tmp_path / "d"), "TANSIQ_KEY_FILE": str(tmp_path / "k"), "TANSIQ_SECRET_KEY": SECRETS[1],
        "TANSIQ_DATABASE_URL": f"postgresql://somebody:{SECRETS[0]}@127.0.0.1:1/tansiq", "TANSIQ_LOGIN": "app",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=os.environ | given, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    hidden = done.stderr.splitlines()
    assert len(hidden) == 3
    assert all(len(one) > 20 for one in hidden)
    assert "SECRET_KEY = '…'" in done.stdout
    assert [one for one in (*hidden, *SECRETS) if one in done.stdout] == []


LEAVE = """
import sys
from tansiq import cli
cli.bring_up = lambda server: None
cli.AGAIN = ("-c", "import sys; print(open('/proc/self/environ').read(), sys.argv)")
sys.argv = ["tansiq", "worker", "--until-idle"]
cli.leave_owner()
"""


def test_a_service_goes_on_without_the_owners_login(tmp_path, monkeypatch):
    url = f"postgresql://somebody:{SECRETS[0]}@db.example.org:5433/tansiq"
    given = {
        "TANSIQ_DATA_DIR": str(tmp_path / "d"), "TANSIQ_KEY_FILE": str(tmp_path / "k"), "TANSIQ_DATABASE_URL": url,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", LEAVE], env=os.environ | given, capture_output=True, text=True, timeout=60, check=True
    )

    after = "postgresql://tansiq_app@db.example.org:5433/tansiq"
    assert f"TANSIQ_DATABASE_URL={after}\0" in done.stdout
    assert "['-c', 'worker', '--until-idle']" in done.stdout
    assert SECRETS[0] not in done.stdout
    for name, value in (given | {"TANSIQ_DATABASE_URL": after}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cli, "migrate", lambda: pytest.fail("nothing here can migrate"))
    cli.bring_up(None)
    cli.leave_owner()
    login = environment.login("app")
    assert (login.name, login.database, login.port) == ("tansiq_app", "tansiq", "5433")
    assert login.password == keys.secret(tmp_path / "d", "database-app")


def test_behind_a_proxy_nobody_serves_without_counting_it(monkeypatch, capsys):
    monkeypatch.setenv("TANSIQ_PLAIN_HTTP", "0")
    monkeypatch.setenv("TANSIQ_PROXIES", "0")
    with pytest.raises(SystemExit) as ended:
        serve._require_proxies(is_direct=False)
    assert (ended.value.code, "TANSIQ_PROXIES=1" in capsys.readouterr().err) == (2, True)
    serve._require_proxies(is_direct=True)
    monkeypatch.setenv("TANSIQ_PROXIES", "1")
    serve._require_proxies(is_direct=False)


def test_no_setting_holds_a_key_that_only_its_user_reads():
    printed = StringIO()
    call_command("diffsettings", all=True, stdout=printed)
    names = [path.name for path in (settings.TANSIQ_DATA_DIR / "keys").iterdir()]
    assert names
    known = [keys.secret(settings.TANSIQ_DATA_DIR, name) for name in names] + [Path(keys.key_file()).read_text()]

    assert [one for one in known if one in printed.getvalue()] == []
    others = [name for name, one in zip(names, known, strict=False) if name != "django"
              for value in vars(settings._wrapped).values() if value == one]  # fmt: skip
    assert others == []
    assert "'…'" in repr(environment.Hidden("x"))
