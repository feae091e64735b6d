"""What the fuzzer is told beside the contract: whose ids are real, which calls would end its own session, what no answer may show."""

import atexit
import json
import os
import re
import threading

import schemathesis

REAL = json.loads(os.environ["NARU_FUZZ_IDS"])
# Half of the generated ids become real ones, except where that would remove what the other calls look at.
KEPT_FROM = {"DELETE"}
FOLLOWED = {
    "GET /api/v1/clusters/{cluster_id}/messages",
    "GET /api/v1/clusters/{cluster_id}/events",
    "GET /api/v1/events",
}
INSIDE = re.compile(
    r"io\.naru|java\.|micronaut|postgres|hibernate|jdbc|SQLSTATE|Exception|stack ?trace|\bat [a-z]+\.[a-z.]+\(|/home/|/root/|/tmp/|__naru",
    re.IGNORECASE,
)

calls = 0
lock = threading.Lock()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if path_parameters and context.operation.method.upper() not in KEPT_FROM:
        for name, value in REAL.items():
            given = path_parameters.get(name)
            if given is not None and len(str(given)) % 4 != 3:
                path_parameters[name] = value
    return path_parameters


@schemathesis.hook
def map_query(context, query):
    if context.operation.label in FOLLOWED:
        query = {**(query or {}), "follow": "false"}  # a followed stream ends only when its reader goes
    return query


@schemathesis.hook
def filter_query(context, query):
    return len(str(query)) < 8_000  # longer ones are answered 414 before any path is looked at


@schemathesis.hook
def after_call(context, case, response):
    global calls
    with lock:
        calls += 1


@schemathesis.check
def shows_nothing_of_the_inside(ctx, response, case):
    # Random letters of a request's id may spell anything.
    said = response.text.replace(response.headers.get("naru-request-id", [" "])[0], "")
    if response.status_code >= 400 and (found := INSIDE.search(said)):
        # What the caller sent may be quoted back.
        sent = json.dumps([case.path_parameters, case.query, case.body], default=str, ensure_ascii=False)
        if found.group(0) not in sent:
            raise AssertionError(f"the answer shows {found.group(0)!r}: {response.text[:400]}")


@schemathesis.check
def carries_a_request_id(ctx, response, case):
    if not response.headers.get("naru-request-id"):
        raise AssertionError("the answer has no Naru-Request-Id")


@atexit.register
def say_how_many():
    with open(os.environ["NARU_FUZZ_COUNT"], "w", encoding="utf-8") as file:
        file.write(str(calls))
