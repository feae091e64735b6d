"""The records that all client programs send, and how received ones are reported."""

import os
import sys
import threading

CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]
BLOCK = 500

BOOTSTRAP = os.environ["NARU_BOOTSTRAP"]
SECURITY = os.environ.get("NARU_SECURITY", "SASL_PLAINTEXT")
USERNAME = os.environ.get("NARU_USERNAME", "")
PASSWORD = os.environ.get("NARU_PASSWORD", "")


def key(number):
    return b"k%d" % (number % 97)


def value(number):
    size = 50_000 if number % 500 == 0 else number * 7919 % 1000
    return b"%09d:" % number + b"x" * size


def blocks(first, end):
    """Yields (codec, numbers) so that each block of 500 has one codec."""
    number = first
    while number < end:
        block_end = min(end, (number // BLOCK + 1) * BLOCK)
        yield CODECS[number // BLOCK % len(CODECS)], range(number, block_end)
        number = block_end


def report(partition, offset, record_key, record_value):
    sys.stdout.write(
        f"R {partition} {offset} {record_key.decode()} {int(record_value[:9])} {len(record_value)}\n"
    )


def asked_to_stop():
    """An event that is set when standard input ends."""
    stop = threading.Event()

    def wait():
        sys.stdin.read()
        stop.set()

    threading.Thread(target=wait, daemon=True).start()
    return stop
