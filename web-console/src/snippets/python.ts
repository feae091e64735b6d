import { type Access, CA_FILE, caFile, type Demo } from "./access";

/** A virtual environment of its own, so that it runs where the system's Python takes no packages. */
export function python(access: Access, { topic, group }: Demo): string {
  const ca = access.caPem ? `\n    "ssl.ca.location": "${CA_FILE}",` : "";
  return `${caFile(access)}cat > hello_naru.py <<'EOF'
import json
import sys
from confluent_kafka import Consumer, KafkaException, Producer

config = {
    "bootstrap.servers": "${access.bootstrap}",
    "security.protocol": "${access.protocol}",
    "sasl.mechanisms": "PLAIN",
    "sasl.username": "${access.key}",
    "sasl.password": "${access.secret}",${ca}
}


def acknowledged(error, message):
    if error is not None:
        sys.exit(f"not produced: {error}")
    print(f"produced partition {message.partition()} offset {message.offset()}")


producer = Producer(config)
for i in range(1, 11):
    order = {"id": i, "amount": i * 5}
    producer.produce("${topic}", key=f"order-{i}", value=json.dumps(order), on_delivery=acknowledged)
producer.flush(30)

consumer = Consumer({**config, "group.id": "${group}", "auto.offset.reset": "earliest"})
consumer.subscribe(["${topic}"])
read = 0
while read < 10:
    message = consumer.poll(30)
    if message is None:
        sys.exit("nothing to read for 30 s")
    if message.error():
        raise KafkaException(message.error())
    read += 1
    print(f"consumed {message.key().decode()}: {message.value().decode()}")
consumer.close()
EOF
python3 -m venv naru-python &&
  naru-python/bin/pip install --quiet confluent-kafka &&
  naru-python/bin/python hello_naru.py
`;
}
