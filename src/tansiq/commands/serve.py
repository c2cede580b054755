"""`tansiq serve` and `tansiq worker`."""

from __future__ import annotations

import ipaddress
import os
import sys
import time
from datetime import UTC, datetime
from typing import Any

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from tansiq import cli
from tansiq.config import environment
from tansiq.kernel.logs import PlaceFormatter
from tansiq.kernel.saying import gettext as _

WORKERS, THREADS = 2, 4
# Desk and worker are started at once: so long a worker waits until the desk has taken a new pack up.
DESK_SECONDS = 60.0


class _Site(BaseApplication):  # type: ignore[misc]
    """The application server, with its configuration in code."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from tansiq import names
        from tansiq.config.wsgi import application

        names.keys(names.Parts(full="محمد"))  # the tables are read now, not while the first officer waits
        return application

    def run(self) -> None:
        """Run until told to stop. A forked worker ends here: the way out of the command is the first process's alone,
        else the first worker that is replaced would stop the database under all others."""
        first = os.getpid()
        try:
            super().run()
        except SystemExit as end:
            if os.getpid() != first:
                os._exit(end.code if isinstance(end.code, int) else cli.FAULT)
            raise
        finally:
            if os.getpid() != first:
                os._exit(cli.FAULT)


class SiteLogger(Logger):  # type: ignore[misc]
    """Gunicorn's log: no line for a request, and no address in what it says about one that failed."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlaceFormatter("%(asctime)s %(levelname)s gunicorn: %(message)s"))

    def access(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: an address with its time is a trace of who asked for what."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().exception(msg.split("%", 1)[0].strip())

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        quoting = msg.startswith("Invalid request")  # its arguments are the line that was sent
        super().warning(msg.split("%", 1)[0].strip() if quoting else msg, *(() if quoting else args), **kwargs)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_tls(host: str, certificate: str | None, key: str | None) -> None:
    """Refuse to listen beyond loopback without TLS."""
    if bool(certificate) != bool(key):
        cli.fail(_("--certificate and --key belong together"), cli.UNREADABLE)
    if _is_loopback(host):
        return
    if environment.flag("TANSIQ_PLAIN_HTTP"):
        cli.fail(_("TANSIQ_PLAIN_HTTP=1 is for loopback only, not for %(host)s") % {"host": host}, cli.UNREADABLE)
    if not certificate:
        why = _(
            "plain http is for loopback only: give --certificate and --key to listen on %(host)s,"
            " or listen on 127.0.0.1 behind a proxy that speaks TLS"
        )
        cli.fail(why % {"host": host}, cli.UNREADABLE)


def _require_proxies(*, is_direct: bool) -> None:
    """Refuse to count the sign-ins of everybody as those of the proxy: ten wrong passwords would shut out a region."""
    if is_direct or environment.flag("TANSIQ_PLAIN_HTTP"):
        return
    if not environment.number("TANSIQ_PROXIES", default=0, least=0, most=5):
        why = _(
            "TANSIQ_PROXIES is 0, and without --certificate a proxy stands in front: all sign-ins would be counted as"
            " its own. Let it set X-Forwarded-For, as docs/deploy.md shows, and set TANSIQ_PROXIES=1"
        )
        cli.fail(why, cli.UNREADABLE)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="Certificate chain, PEM.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="Private key, PEM.")
def serve(host: str, port: int, certificate: str | None, key: str | None) -> None:
    """Serve the desk and the API until told to stop."""
    _require_tls(host, certificate, key)
    cli.leave_owner()
    with cli.ready():
        cli.require_sealed(is_serving=True)
        _require_proxies(is_direct=bool(certificate))
        cli.take_up_pack()
        cli.close_connections()  # the workers are forked: each opens its own
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        direct = environment.flag("TANSIQ_PLAIN_HTTP") or bool(certificate)
        heard = _("listening on %(place)s") if direct else _("listening on %(place)s, for a proxy that speaks TLS")
        click.echo(heard % {"place": bind}, err=True)
        _Site(
            bind=bind, worker_class="gthread", workers=WORKERS, threads=THREADS, timeout=60, graceful_timeout=10,
            preload_app=False, control_socket_disable=True, loglevel="warning", proc_name="tansiq", accesslog=None,
            logger_class=SiteLogger,
            certfile=certificate, keyfile=key,
        ).run()  # fmt: skip


def require_desks_pack(act: str, *, seconds: float = 0) -> None:
    """End an act by another pack than the desk's, after so many seconds; the inspector is told."""
    from tansiq.desk import refusals
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.packs import actions
    from tansiq.kernel.packs.errors import OtherCharter

    end = time.monotonic() + seconds
    while True:
        try:
            actions.require_taken_up()
            return
        except OtherCharter as refused:
            problem = refused
        if time.monotonic() >= end:
            break
        time.sleep(1)
    setup = system_actor("setup")
    with acting_as(setup):
        refusals.record(problem, actor=setup, at=datetime.now(tz=UTC), act=f"tansiq {act}")
    cli.print_object(problem.as_object(), as_json=False)
    sys.exit(cli.REFUSED)


@click.command()
@click.option("--until-idle", is_flag=True, help="End once no job is due.")
def worker(until_idle: bool) -> None:
    """Run jobs and late clocks until told to stop."""
    cli.leave_owner()
    with cli.ready():
        # The clocks of a pack that nobody signed are no law either. One run on the embedded server is a first look.
        cli.require_sealed(is_serving=not (until_idle and environment.is_embedded()))
        require_desks_pack("worker", seconds=0 if until_idle else DESK_SECONDS)
        cli.take_up_pack()  # the first of an installation, where no desk was there before
        cli.close_connections()
        from tansiq.kernel.clocks import worker as jobs

        jobs.run(wait=not until_idle)
        require_desks_pack("worker")
