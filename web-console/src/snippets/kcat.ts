import { type Access, caFile, type Demo, librdkafkaProperties } from "./access";

/** One line that sends the first message with a downloaded properties file. */
export const kcatFirstMessage = (bootstrap: string): string =>
  `echo 'hello' | kcat -b ${bootstrap} -F librdkafka.properties -P -t orders`;

/** Ten messages out, ten messages back in, in one paste. */
export function kcat(access: Access, { topic, group }: Demo): string {
  return `${caFile(access)}cat > librdkafka.properties <<'EOF'
${librdkafkaProperties(access).trim()}
EOF
for i in $(seq 1 10); do echo "order-$i:{\\"id\\": $i, \\"amount\\": $((i * 5))}"; done |
  kcat -F librdkafka.properties -P -t ${topic} -K :
kcat -F librdkafka.properties -X auto.offset.reset=earliest \\
  -f '%t partition %p offset %o: %k = %s\\n' -c 10 -G ${group} ${topic}
`;
}
