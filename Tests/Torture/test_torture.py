"""The short form of scripts/torture."""

import pytest

import torture


def test_random_kills_lose_and_double_nothing():
    result = torture.kills(jobs=400, kills=20, clients=4, seed=7, pause=0.2)
    assert result["kills"] >= 20
    assert torture.is_clean(result), result


def test_a_disk_full_to_the_last_byte_costs_no_accepted_job():
    if not torture.can_mount():
        pytest.skip("mounting a small file system takes root's rights")
    result = torture.full_disk(jobs=200, rounds=2, clients=4, seed=8)
    assert result["refused_while_full"] > 0
    assert torture.is_clean(result), result


def test_failing_writes_of_the_store_cost_no_accepted_job():
    result = torture.failing_store(jobs=200, rounds=2, clients=4, seed=9)
    assert result["refused_while_failing"] > 0
    assert torture.is_clean(result), result
