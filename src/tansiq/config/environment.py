"""Where this installation lives and which server it speaks to: from the environment, typed, refused when wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlparse

from tansiq.kernel import keys, postgres

REPOSITORY = Path(__file__).resolve().parents[3]


class SettingError(RuntimeError):
    """A setting is missing or wrong; the message names it and what it takes."""


class Hidden(str):
    """A secret that settings must hold: it is itself, but nothing that prints settings or an object shows it."""

    def __repr__(self) -> str:
        return "'…'"


@dataclass(frozen=True)
class Login:
    """One login to the database: `name` is its role; host is a folder for the embedded server."""

    host: str
    port: str
    database: str
    name: str
    password: str = field(repr=False)

    def as_django(self, **options: object) -> dict[str, object]:
        return {
            "ENGINE": "tansiq.kernel.db",
            "HOST": self.host,
            "PORT": self.port,
            "NAME": self.database,
            "USER": self.name,
            "PASSWORD": Hidden(self.password),
            "CONN_MAX_AGE": 0,
            "OPTIONS": options,
        }


def data_dir() -> Path:
    """`TANSIQ_DATA_DIR`, default `~/.local/share/tansiq`: the embedded server, documents and keys."""
    return Path(os.environ.get("TANSIQ_DATA_DIR") or Path.home() / ".local" / "share" / "tansiq").absolute()


def backup_dir() -> Path | None:
    """`TANSIQ_BACKUP_DIR`: where sealed backups go; None while none are wanted."""
    chosen = os.environ.get("TANSIQ_BACKUP_DIR")
    return Path(chosen).absolute() if chosen else None


def is_embedded() -> bool:
    return not os.environ.get("TANSIQ_DATABASE_URL")


def owner_login() -> Login:
    """The login of migrations and backups: the embedded server's own, or that of `TANSIQ_DATABASE_URL`.

    Raises:
        SettingError: the URL is not `postgresql://user:password@host:port/database`.
    """
    url = os.environ.get("TANSIQ_DATABASE_URL")
    if not url:
        socket = (data_dir() / "postgres").resolve() / "run"
        return Login(str(socket), "", "tansiq", postgres.SUPERUSER, "")
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.username or not parts.path.strip("/"):
        raise SettingError("TANSIQ_DATABASE_URL must read postgresql://user:password@host:port/database")
    return Login(
        parts.hostname or "",
        str(parts.port or ""),
        unquote(parts.path.strip("/")),
        unquote(parts.username),
        unquote(parts.password or ""),
    )


def is_without_owner() -> bool:
    """Whether `TANSIQ_DATABASE_URL` names the application's login: then nothing here migrates, for nothing here can."""
    return not is_embedded() and owner_login().name == login("app").name


def url_without_owner() -> str:
    """`TANSIQ_DATABASE_URL` with the application's login in place of the owner's; its password lies with the keys."""
    parts = urlparse(os.environ["TANSIQ_DATABASE_URL"])
    return parts._replace(netloc=f"{quote(login('app').name)}@{parts.netloc.rpartition('@')[2]}").geturl()


def login(kind: str) -> Login:
    """The login `owner`, `app` or `matcher`. The last two own nothing; on another server each has its own password."""
    owner = owner_login()
    if kind == "owner":
        return owner
    password = "" if is_embedded() else keys.secret(data_dir(), f"database-{kind}")
    return Login(owner.host, owner.port, owner.database, f"{owner.database}_{kind}", password)


def secret_key() -> str:
    return Hidden(os.environ.get("TANSIQ_SECRET_KEY") or keys.secret(data_dir(), "django"))


def flag(name: str) -> bool:
    """A setting that is `1` or `0`.

    Raises:
        SettingError: anything else.
    """
    value = os.environ.get(name, "0")
    if value not in ("0", "1"):
        raise SettingError(f"{name} is 1 or 0, not {value!r}")
    return value == "1"


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A setting that is a whole number.

    Raises:
        SettingError: anything else, or outside of its limits.
    """
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise SettingError(f"{name} is a number from {least} to {most}, not {value!r}")
    return int(value)


@dataclass(frozen=True)
class IdentityProvider:
    """An OpenID Connect provider that members may sign in through.

    Attributes:
        second_factor: values of `amr` or `acr` by which it asserts that it has asked for a second factor itself.
    """

    issuer: str
    name: str
    client_id: str
    secret: str = field(repr=False)
    second_factor: frozenset[str]

    @property
    def origin(self) -> str:
        parts = urlparse(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def as_allauth(self) -> dict[str, object]:
        """What allauth takes as SOCIALACCOUNT_PROVIDERS."""
        app = {
            "provider_id": "oidc", "name": self.name, "client_id": self.client_id, "secret": self.secret,
            "settings": {"server_url": self.issuer, "fetch_userinfo": False},
        }  # fmt: skip
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"], "APPS": [app]}}


def identity_provider() -> IdentityProvider | None:
    """The provider of `TANSIQ_OIDC_ISSUER`; None where there is none, as by default.

    Raises:
        SettingError: it is not reached by https, or its client or secret is missing.
    """
    issuer = os.environ.get("TANSIQ_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = urlparse(issuer)
    is_near = flag("TANSIQ_PLAIN_HTTP") and parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    if not (parts.hostname and (parts.scheme == "https" or is_near)):
        raise SettingError("TANSIQ_OIDC_ISSUER must read https://…")
    client_id, file = os.environ.get("TANSIQ_OIDC_CLIENT_ID", ""), os.environ.get("TANSIQ_OIDC_CLIENT_SECRET_FILE", "")
    if not client_id or not file:
        raise SettingError("TANSIQ_OIDC_ISSUER needs TANSIQ_OIDC_CLIENT_ID and TANSIQ_OIDC_CLIENT_SECRET_FILE")
    try:
        secret = Hidden(Path(file).read_text().strip())
    except OSError as fault:
        raise SettingError(f"TANSIQ_OIDC_CLIENT_SECRET_FILE {file} cannot be read: {fault.strerror}") from fault
    values = os.environ.get("TANSIQ_OIDC_SECOND_FACTOR", "").split(",")
    asserted = frozenset(value.strip() for value in values if value.strip())
    return IdentityProvider(issuer, os.environ.get("TANSIQ_OIDC_NAME") or parts.hostname, client_id, secret, asserted)
