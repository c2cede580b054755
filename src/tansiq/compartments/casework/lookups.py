"""What the gateway asks of cases when it passes a stop: by functions of the owner, which answer to it alone."""

from __future__ import annotations

from django.db import connection


def bears(key: str) -> bool:
    """Whether a case or a court file has this number, given without its marks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT acl.casework_bears(%s)", [key])
        [found] = cursor.fetchone() or (False,)
    return bool(found)


def of_detention(number: str) -> list[str]:
    """Numbers of the cases and court files in which somebody held under this number is accused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM acl.casework_of_detention(%s)", [number])
        return [found for (found,) in cursor.fetchall()]
