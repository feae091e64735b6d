import { type Access, CA_FILE, caFile, type Demo } from "./access";

const RDKAFKA = "0.37.0";

/** A crate of its own; Cargo fetches the client library and compiles librdkafka, which it stands on. */
export function rust(access: Access, { topic, group }: Demo): string {
  const tls = access.protocol === "SASL_SSL";
  const ca = access.caPem ? `\n        .set("ssl.ca.location", "${CA_FILE}")` : "";
  return `mkdir -p naru-rust/src && cd naru-rust
${caFile(access)}cat > Cargo.toml <<'EOF'
[package]
name = "hello-naru"
version = "0.1.0"
edition = "2021"

[dependencies]
rdkafka = { version = "${RDKAFKA}"${tls ? `, features = ["ssl-vendored"]` : ""} }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
EOF
cat > src/main.rs <<'EOF'
use std::time::Duration;

use rdkafka::config::ClientConfig;
use rdkafka::consumer::{CommitMode, Consumer, StreamConsumer};
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::Message;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", "${access.bootstrap}")
        .set("security.protocol", "${access.protocol}")
        .set("sasl.mechanisms", "PLAIN")
        .set("sasl.username", "${access.key}")
        .set("sasl.password", "${access.secret}")${ca};

    let producer: FutureProducer = config.create()?;
    for i in 1..=10 {
        let key = format!("order-{i}");
        let order = format!("{{\\"id\\": {i}, \\"amount\\": {}}}", i * 5);
        let ack = producer
            .send(FutureRecord::to("${topic}").key(&key).payload(&order), Duration::from_secs(30))
            .await
            .map_err(|(error, _)| error)?;
        println!("produced partition {} offset {}", ack.partition, ack.offset);
    }

    let consumer: StreamConsumer = config
        .set("group.id", "${group}")
        .set("auto.offset.reset", "earliest")
        .create()?;
    consumer.subscribe(&["${topic}"])?;
    for _ in 0..10 {
        let message = consumer.recv().await?;
        let key = String::from_utf8_lossy(message.key().unwrap_or_default());
        let value = String::from_utf8_lossy(message.payload().unwrap_or_default());
        println!("consumed {key}: {value}");
    }
    consumer.commit_consumer_state(CommitMode::Sync)?;
    Ok(())
}
EOF
cargo run --quiet
`;
}
