from types import SimpleNamespace

import pytest
from django.db import OperationalError
from psycopg import errors
from stage import NOW

from tansiq.compartments.oversight import actions, queries
from tansiq.desk import refusals
from tansiq.desk.middleware import ActorMiddleware
from tansiq.gateway.errors import BulkAsk, NoAlternative
from tansiq.kernel.problems import NotFound, NotPermitted


@pytest.mark.rule("G14")
def test_what_nobody_may_do_is_told_to_the_inspector_who_alone_closes_it(cast, do):
    do(cast["asker"], lambda: refusals.record(BulkAsk(), actor=cast["asker"], at=NOW, act="POST gateway:ask"))

    [notice] = do(cast["inspector"], queries.open_notices)
    assert (notice.code, notice.agency_id) == ("ONE_PERSON_AT_A_TIME", cast["asker"].agency_id)
    assert do(cast["asker"], queries.open_notices) == []
    with pytest.raises((NotFound, NotPermitted)):
        do(cast["asker"], actions.close_notice, notice_id=notice.id, done="لا شيء يستدعي المتابعة")


def test_an_ordinary_refusal_is_recorded_and_told_to_nobody(cast, do):
    do(cast["prosecutor"], lambda: refusals.record(NoAlternative(), actor=cast["prosecutor"], at=NOW, act="POST"))

    assert do(cast["inspector"], queries.open_notices) == []


@pytest.mark.parametrize(("cause", "code"), [(errors.DeadlockDetected, "TWO_AT_ONCE"), (errors.DiskFull, None)])
def test_whoever_the_database_let_go_second_is_told_to_send_again(cause, code):
    fault, request = OperationalError(), SimpleNamespace(fatal=None)
    fault.__cause__ = cause()

    ActorMiddleware(lambda request: None).process_exception(request, fault)

    assert getattr(request.fatal, "code", None) == code
