"""Other queues beside this service, in turns in one run, and how they compare."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# The stacks of the folder, with what is measured of each.
STACKS = {
    "limits": {},
    "flask_celery": {"PHASES": "load", "MODES": "everysec always"},
    "fastapi_arq": {"PHASES": "load", "MODES": "rq:everysec arq:everysec"},
    "queues": {"ENGINES": "redis_always beanstalk_fsync rabbitmq pg"},
}

# Name, our figure, theirs, and whether more is better.
COMPARISONS = [
    ("submit_c16_to_celery", "submit_c16_per_s", "celery_everysec_submit_c16_rps", True),
    ("submit_c64_to_celery", "submit_c64_per_s", "celery_everysec_submit_c64_rps", True),
    ("submit_c16_to_celery_synced", "submit_c16_per_s", "celery_always_submit_c16_rps", True),
    ("submit_c16_to_arq", "submit_c16_per_s", "arq_everysec_submit_c16_rps", True),
    ("submit_c64_to_arq", "submit_c64_per_s", "arq_everysec_submit_c64_rps", True),
    ("submit_c16_to_bare_fastcgi", "submit_c16_per_s", "fcgi_post82k_c16_rps", True),
    ("burst_to_celery", "size_burst_jobs_per_s", "celery_everysec_burst_jobs_per_s", True),
    ("burst_to_rq", "size_burst_jobs_per_s", "rq_everysec_burst_jobs_per_s", True),
    ("end_p50_to_celery", "size_lowload_end_p50_ms", "celery_everysec_e2e_poll_p50_ms", False),
    ("end_p99_to_celery", "size_lowload_end_p99_ms", "celery_everysec_e2e_poll_p99_ms", False),
    ("idle_pss_to_celery", "idle_pss_mb", "celery_everysec_idle_pss_mb", False),
    ("command_p1_to_redis_always", "command_per_s_p1", "redislist_always_put_c1_per_s", True),
    ("command_p16_to_redis_always", "command_per_s_p16", "redislist_always_put_c16_per_s", True),
    ("command_p1_to_beanstalkd", "command_per_s_p1", "beanstalk_fsync_put_c1_per_s", True),
    ("command_p16_to_beanstalkd", "command_per_s_p16", "beanstalk_fsync_put_c16_per_s", True),
    ("command_p1_to_rabbitmq", "command_per_s_p1", "rabbitmq_prefetch50_put_c1_per_s", True),
    ("command_p16_to_rabbitmq", "command_per_s_p16", "rabbitmq_prefetch50_put_c16_per_s", True),
    ("command_p1_to_postgresql", "command_per_s_p1", "pg_claim_put_c1_per_s", True),
    ("command_p16_to_postgresql", "command_per_s_p16", "pg_claim_put_c16_per_s", True),
]


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def measured(folder: Path, stack: str) -> dict:
    """One repetition of a stack; empty, and said so, when it could not be run."""
    environment = {"REPS": "1", "DUR": "3", "OCR_N": "1", "BURST_N": "1000"} | STACKS[stack]
    done = subprocess.run(
        ["bash", folder / stack / "run.sh"], env=environment | dict(os.environ), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        say(f"{stack} could not be run: {done.stderr.strip()[-300:]}")
        return {}
    return json.loads(lines[-1])


def compared(ours: dict, theirs: dict) -> dict[str, float]:
    """How many times better we are, for what both have."""
    found = {}
    for name, our_key, their_key, is_more in COMPARISONS:
        our, their = ours.get(our_key), theirs.get(their_key)
        if our and their and their > 0:
            found[f"ratio_{name}"] = round(our / their if is_more else their / our, 2)
    return found


def medians(rounds: list[dict]) -> dict:
    keys = {key for each in rounds for key, value in each.items() if isinstance(value, (int, float))}
    return {key: round(statistics.median([each[key] for each in rounds if key in each]), 3) for key in sorted(keys)}


def measure(folder: Path, ours: Callable[[], dict], rounds: int) -> dict:
    """Ours and theirs in turns, as often as asked; medians and ratios."""
    if not folder.is_dir():
        say(f"{folder} is missing: nothing to compare with")
        return {}
    own, others = [], []
    for number in range(rounds):
        say(f"beside others, round {number + 1}: Platen")
        own.append(ours())
        theirs: dict = {}
        for stack in os.environ.get("BENCH_PEERS", " ".join(STACKS)).split():
            say(f"beside others, round {number + 1}: {stack}")
            theirs |= measured(folder, stack)
        others.append(theirs)
    mine, their = medians(own), medians(others)
    kept = {their_key: their[their_key] for _, _, their_key, _ in COMPARISONS if their_key in their}
    return {"beside_peers": mine, "peers": kept} | compared(mine, their)
