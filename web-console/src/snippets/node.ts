import { type Access, CA_FILE, caFile, type Demo } from "./access";

function tls(access: Access): string {
  if (access.protocol === "SASL_PLAINTEXT") return "";
  return access.caPem ? `\n  ssl: { ca: [readFileSync("${CA_FILE}", "utf8")] },` : "\n  ssl: true,";
}

/** A folder of its own, so that the library does not land in somebody's project. */
export function node(access: Access, { topic, group }: Demo): string {
  const file = access.caPem ? `import { readFileSync } from "node:fs";\n` : "";
  return `mkdir -p naru-node && cd naru-node
${caFile(access)}cat > hello_naru.mjs <<'EOF'
${file}import kafkajs from "kafkajs";

const kafka = new kafkajs.Kafka({
  clientId: "hello-naru",
  brokers: ["${access.bootstrap}"],${tls(access)}
  sasl: { mechanism: "plain", username: "${access.key}", password: "${access.secret}" },
  logLevel: kafkajs.logLevel.ERROR,
});

const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
await producer.connect();
for (let i = 1; i <= 10; i++) {
  const order = { id: i, amount: i * 5 };
  const [ack] = await producer.send({
    topic: "${topic}",
    messages: [{ key: \`order-\${i}\`, value: JSON.stringify(order) }],
  });
  console.log(\`produced partition \${ack.partition} offset \${ack.baseOffset}\`);
}
await producer.disconnect();

const consumer = kafka.consumer({ groupId: "${group}" });
await consumer.connect();
await consumer.subscribe({ topic: "${topic}", fromBeginning: true });
let read = 0;
await new Promise((done) =>
  consumer.run({
    eachMessage: async ({ message }) => {
      console.log(\`consumed \${message.key}: \${message.value}\`);
      read += 1;
      if (read === 10) done();
    },
  }),
);
await consumer.disconnect();
EOF
npm install --silent --no-audit --no-fund --prefix . kafkajs@2 && node hello_naru.mjs
`;
}
