"""The key by which pupils are hashed: kept outside the database, made once, never guessed again."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from warehouse.connection import Warehouse


class KeyMissing(Exception):
    """The key file is gone or is another one; the message says what to do."""


def key_path(warehouse: Warehouse) -> Path:
    """STLS_KEY_FILE where it is set, else a file beside the warehouse."""
    return Path(os.environ.get("STLS_KEY_FILE") or warehouse.path.with_suffix(".key"))


def key(warehouse: Warehouse) -> bytes:
    """The key; made when the warehouse holds no hash yet. Raises KeyMissing rather than make a second one."""
    with warehouse.writing:
        path, cursor = key_path(warehouse), warehouse.cursor()
        row = cursor.execute("select value from store.setting_value where name = 'key_check'").fetchall()
        if not path.exists():
            if row and _hashes_held(cursor):
                raise KeyMissing(
                    f"The key file {path} is missing, so pupils in new returns could not be matched with those already "
                    "loaded. Put the file back from your backup (or set STLS_KEY_FILE to where it is) and try again."
                )
            _make(path)
        made = _read(path)
        check = hmac.digest(made, b"STLS warehouse", hashlib.sha256).hex()
        if row and row[0][0] != check and _hashes_held(cursor):
            raise KeyMissing(
                f"The key file {path} is not the one that this warehouse was filled with. "
                "Put the right file back from your backup (or set STLS_KEY_FILE to where it is) and try again."
            )
        if not row or row[0][0] != check:
            cursor.execute("insert or replace into store.setting_value values ('key_check', ?)", [check])
        return made


def _read(path: Path) -> bytes:
    try:
        found = bytes.fromhex(path.read_text(encoding="utf-8").strip())
    except (ValueError, OSError):
        found = b""
    if len(found) < 16:
        raise KeyMissing(
            f"The key file {path} cannot be read or is damaged. Put the right file back from your backup (or set "
            "STLS_KEY_FILE to where it is) and try again; if nothing was ever loaded, remove it and a new one is made."
        )
    return found


def _hashes_held(cursor) -> bool:
    return cursor.execute("select exists (select 1 from store.lift_activity)").fetchall()[0][0]


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
