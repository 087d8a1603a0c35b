"""A session of Spark for one run: found, started quietly, and ended, with its failures told."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gov_comms.errors import Place, Problem, Refused
from gov_comms.facts.room import refuse_without
from gov_comms.messages import Message, msg

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = "local[*]"
"""The master where none is named: all cores of this machine, without a cluster."""
WORK = "spark.govcomms.work"
"""The setting of a session under which it knows the work folder of its run."""
ANSWERS_IN = 5.0
"""Seconds within which a master must answer."""
SETTINGS = {
    "spark.app.name": "gov-comms",
    # What does not fit into an integer is an error, never another number.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    # Our own columns are apart in small and capital letters.
    "spark.sql.caseSensitive": "true",
    # A step is many small queries; to plan each anew while it runs costs more than it saves.
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.python.sql.dataFrameDebugging.enabled": "false",
}
"""What a run sets; memory and cores stand in Spark's own ``spark-defaults.conf``."""


def address(path: Path) -> str:
    """A path as Spark is told it: every sign as it is, since Spark reads none of them back."""
    return f"file://{path.resolve().as_posix()}"


def refuse_without_spark() -> None:
    """Raise `Refused` where Spark or the Java that it runs on is not installed."""
    refuse_without("spark", "pyspark", "pyarrow")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        what = msg("Spark runs on Java, which is not found")
        hint = msg("install Java 17 or later, or name its folder in JAVA_HOME")
        raise Refused([Problem("engine-missing", Place(), what, hint=hint)])


def refuse_unreachable(master: str) -> None:
    """Raise `Refused` where nothing answers at the address of a master of Spark's own kind."""
    if not master.startswith("spark://"):
        return
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), ANSWERS_IN).close()
        except (OSError, ValueError):
            continue
        return
    raise _failed("engine-unreachable", msg("no Spark master answers at {master}", master=master))


@contextmanager
def spark_session(
    master: str, folder: Path, more: Mapping[str, str] | None = None
) -> Iterator[SparkSession]:
    """A session on ``master`` for a run that keeps its tables in ``folder``; stopped at the end.

    ``more`` are settings of Spark's own.  What Java writes goes into ``spark.log`` of the folder.
    Raises `Refused` where there is no Spark, or where it cannot be started.
    """
    refuse_without_spark()
    refuse_unreachable(master)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    work = {WORK: str(folder.resolve())}
    try:
        with _stderr_in(folder / "spark.log"):
            builder = SparkSession.builder.master(master)
            for key, value in {**SETTINGS, **work, **(more or {})}.items():
                builder = builder.config(key, value)
            session = builder.getOrCreate()
        cores = session.sparkContext.defaultParallelism
        session.conf.set("spark.sql.shuffle.partitions", max(2, cores))
    except (PySparkException, Py4JError) as error:
        what = msg("Spark cannot be started on {master}: {said}", master=master, said=_said(error))
        raise _failed("engine-unreachable", what) from error
    try:
        yield session
    finally:
        _stop(session)


@contextmanager
def failures_told() -> Iterator[None]:
    """What Spark says when it fails as `Refused`, in one sentence."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as error:
        what = msg("Spark failed: {said}", said=_said(error))
        raise _failed("engine-failed", what) from error


def _stop(session: SparkSession) -> None:
    """End a session, even one whose Java is gone."""
    from py4j.protocol import Py4JError

    try:
        session.stop()
    except (Py4JError, ConnectionError):
        return


@contextmanager
def _stderr_in(log: Path) -> Iterator[None]:
    """What is written on the error stream, by a program that is started now, too, in a file."""
    own = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(own, 2)
            os.close(own)


def _said(error: Exception) -> str:
    """The first line of what Spark or Java says, without the trace behind it."""
    cause = getattr(error, "java_exception", None)
    text = str(cause.getMessage() if cause is not None else error)
    return next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)


def _failed(code: str, what: Message) -> Refused:
    hint = msg("look at the master, its workers and the work folder, which all of them must reach")
    return Refused([Problem(code, Place(), what, hint=hint)])
