"""Small lists of invented people, in the issuers' own formats."""

from __future__ import annotations

from pathlib import Path

SCHEMA = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://list.example/sc.xsd"'
)


def individual(reference: str = "YEi.901", *, first: str = "SALEM", more: str = "") -> str:
    return (
        f"<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{first}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Yemen</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2024-02-03</LISTED_ON>{more}</INDIVIDUAL>\n"
    )


def un_list(individuals: str = "", *, entities: str = "", generated: str = "2026-01-02T03:04:05Z") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST {SCHEMA} dateGenerated="{generated}">\n'
        f"<INDIVIDUALS>\n{individuals}</INDIVIDUALS>\n<ENTITIES>\n{entities}</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )


def written(folder: Path, text: str, name: str = "un.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def sdn_row(uid: str, name: str, *, kind: str = '"individual"', remarks: str = "-0- ") -> str:
    return f'{uid},"{name}",{kind},"SDGT] [YEMEN",{"-0- ," * 7}{remarks}\r\n'


def ofac_folder(folder: Path, *, sdn: str, alt: str = "", add: str = "", end: str = "\x1a") -> Path:
    for part, text in (("sdn", sdn), ("alt", alt), ("add", add)):
        written(folder, text + end, f"{part}.csv")
    return folder
