// kafkajs. NODE_PATH says where it is installed.
const { Kafka, CompressionTypes, CompressionCodecs, logLevel } = require("kafkajs");
const SnappyCodec = require("kafkajs-snappy");
const lz4 = require("lz4js");
const zstd = require("@mongodb-js/zstd");

CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec;
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  // Kafka wants independent blocks. A batch below 4 MiB is one block, which is independent: say so in the frame's
  // descriptor (bit 5), with the check byte that belongs to it.
  compress: async (encoder) => {
    const frame = Buffer.from(lz4.compress(encoder.buffer));
    frame[4] = 0x60;
    frame[6] = 0x73;
    return frame;
  },
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: (encoder) => zstd.compress(encoder.buffer),
  decompress: (buffer) => zstd.decompress(buffer),
});

const codecs = ["None", "GZIP", "Snappy", "LZ4", "ZSTD"].map((name) => CompressionTypes[name]);
const block = 500;
const key = (n) => `k${n % 97}`;
const value = (n) => `${String(n).padStart(9, "0")}:${"x".repeat(n % 500 === 0 ? 50_000 : (n * 7919) % 1000)}`;

const security = process.env.NARU_SECURITY ?? "SASL_PLAINTEXT";
const kafka = new Kafka({
  clientId: "e2e",
  brokers: process.env.NARU_BOOTSTRAP.split(","),
  logLevel: logLevel.ERROR,
  logCreator: () => (entry) => process.stderr.write(`${JSON.stringify(entry.log)}\n`),
  ...(security.startsWith("SASL") && {
    sasl: { mechanism: "plain", username: process.env.NARU_USERNAME, password: process.env.NARU_PASSWORD },
  }),
});

async function produce(topic, first, end) {
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (let from = first; from < end; ) {
    const to = Math.min(end, (Math.floor(from / block) + 1) * block);
    const messages = [];
    for (let n = from; n < to; n++) messages.push({ key: key(n), value: value(n) });
    await producer.send({ topic, messages, acks: -1, compression: codecs[Math.floor(from / block) % codecs.length] });
    from = to;
  }
  await producer.disconnect();
}

async function consume(topic, groupId) {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 500,
    eachMessage: async ({ partition, message }) => {
      const text = message.value.toString();
      process.stdout.write(
        `R ${partition} ${message.offset} ${message.key.toString()} ${Number(text.slice(0, 9))} ${text.length}\n`,
      );
    },
  });
  process.stdin.resume();
  process.stdin.on("end", async () => {
    await consumer.disconnect();
    process.exit(0);
  });
}

const [command, topic, ...rest] = process.argv.slice(2);
(command === "produce" ? produce(topic, Number(rest[0]), Number(rest[1])) : consume(topic, rest[0])).catch((failure) => {
  process.stderr.write(`${failure.stack}\n`);
  process.exit(1);
});
