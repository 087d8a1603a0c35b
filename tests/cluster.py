"""Spark for tests: one cluster with two workers on this machine, for as long as a process tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from gov_comms.ledger.spark_session import spark_session
from tools.witnesses import CLUSTER, QUICK

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Two workers of one core each, on this machine."""
    with spark_session(CLUSTER, tmp_path_factory.mktemp("工作 夹="), QUICK) as session:
        yield session
