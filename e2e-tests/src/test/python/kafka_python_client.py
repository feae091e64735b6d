"""kafka-python."""

import sys

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

import records


def settings(**more):
    common = {"bootstrap_servers": records.BOOTSTRAP, "security_protocol": records.SECURITY}
    if records.SECURITY.startswith("SASL"):
        common |= {
            "sasl_mechanism": "PLAIN",
            "sasl_plain_username": records.USERNAME,
            "sasl_plain_password": records.PASSWORD,
        }
    return common | more


def produce(topic, first, end):
    producers = {}
    for codec, numbers in records.blocks(first, end):
        if codec not in producers:
            producers[codec] = KafkaProducer(
                **settings(
                    compression_type=None if codec == "none" else codec,
                    acks="all",
                    enable_idempotence=True,
                    linger_ms=5,
                )
            )
        producer = producers[codec]
        sent = [producer.send(topic, records.value(number), records.key(number)) for number in numbers]
        producer.flush(120)
        for future in sent:
            future.get(30)
    for producer in producers.values():
        producer.close()


def consume(topic, group):
    stop = records.asked_to_stop()
    consumer = KafkaConsumer(
        topic, **settings(group_id=group, auto_offset_reset="earliest", enable_auto_commit=False)
    )
    while not stop.is_set():
        found = consumer.poll(timeout_ms=200, max_records=500)
        for partition, messages in found.items():
            for message in messages:
                records.report(partition.partition, message.offset, message.key, message.value)
        sys.stdout.flush()
        if found:
            try:
                consumer.commit()
            except KafkaError as refused:
                print(f"# commit refused: {refused}", file=sys.stderr)
    consumer.close()


if __name__ == "__main__":
    if sys.argv[1] == "produce":
        produce(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        consume(sys.argv[2], sys.argv[3])
