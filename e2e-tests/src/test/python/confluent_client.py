"""confluent-kafka, that is librdkafka."""

import sys

from confluent_kafka import Consumer, KafkaException, Producer

import records


def settings(**more):
    common = {"bootstrap.servers": records.BOOTSTRAP, "security.protocol": records.SECURITY}
    if records.SECURITY.startswith("SASL"):
        common |= {
            "sasl.mechanism": "PLAIN",
            "sasl.username": records.USERNAME,
            "sasl.password": records.PASSWORD,
        }
    return common | more


def produce(topic, first, end):
    failures = []

    def delivered(error, _):
        if error is not None:
            failures.append(error)

    producers = {}
    for codec, numbers in records.blocks(first, end):
        if codec not in producers:
            producers[codec] = Producer(
                settings(**{"compression.type": codec, "enable.idempotence": True, "linger.ms": 5})
            )
        producer = producers[codec]
        for number in numbers:
            while True:
                try:
                    producer.produce(topic, records.value(number), records.key(number), on_delivery=delivered)
                    break
                except BufferError:
                    producer.poll(0.1)
        producer.flush(120)
    if failures:
        sys.exit(f"{len(failures)} records were refused, the first with {failures[0]}")


def consume(topic, group):
    stop = records.asked_to_stop()
    consumer = Consumer(
        settings(**{"group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False})
    )
    consumer.subscribe([topic])
    while not stop.is_set():
        messages = consumer.consume(500, 0.2)
        for message in messages:
            if message.error():
                raise KafkaException(message.error())
            records.report(message.partition(), message.offset(), message.key(), message.value())
        sys.stdout.flush()
        if messages:
            try:
                consumer.commit(asynchronous=False)
            except KafkaException as refused:
                print(f"# commit refused: {refused}", file=sys.stderr)
    consumer.close()


if __name__ == "__main__":
    if sys.argv[1] == "produce":
        produce(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        consume(sys.argv[2], sys.argv[3])
