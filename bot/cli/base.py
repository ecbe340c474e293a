"""What every command stands on: the application, errors told in one line, the desk opened and closed."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from storage.store import Store

app = typer.Typer(
    name="greendesk",
    help="A chat desk for Taiwan's green-trade and green-procurement programmes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
line_app = typer.Typer(help="Set up the official account on LINE.", no_args_is_help=True)
app.add_typer(line_app, name="line")
P = ParamSpec("P")


class UsageError(Exception):
    """Something the person at the command line can put right; the text says what to do."""


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what the person can put right into one line on standard error and exit code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from rules.yaml_data import DataError
        from storage.errors import StorageError

        try:
            command(*args, **kwargs)
        except ValidationError as error:
            first = error.errors()[0]
            name = "GREENDESK_" + "_".join(str(part) for part in first["loc"]).upper()
            _stop(f"the setting {name} can't be used: {first['msg']}")
        except (UsageError, DataError, StorageError) as error:
            _stop(str(error))
        except OSError as error:
            _stop(f"{error.filename or 'the system'}: {error.strerror or error}")

    return run


def _stop(message: str) -> None:
    typer.echo(f"greendesk: {' '.join(message.split())}", err=True)
    raise typer.Exit(2)


def settings() -> Settings:
    """The settings of this process."""
    return Settings()


@contextmanager
def opened() -> Iterator[tuple[Assistant, Store]]:
    """The assistant on its store, closed afterwards."""
    from bot.opening import open_assistant

    assistant, store = open_assistant(settings())
    try:
        yield assistant, store
    finally:
        store.close()


def show_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can hold
    """Print a value as JSON for people and scripts."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """What a JSON file (- for standard input) holds. Raises UsageError, naming file and line."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        return json.loads(text)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} isn't UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise UsageError(f"{path} is nested too deeply") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one piece: what stood there before stays until the new one is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
