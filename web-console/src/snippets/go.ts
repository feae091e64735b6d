import { type Access, CA_FILE, caFile, type Demo } from "./access";

const FRANZ_GO = "v1.22.3";

interface Tls {
  imports: string[];
  before: string;
  option: string;
}

function tls(access: Access): Tls {
  if (access.protocol === "SASL_PLAINTEXT") return { imports: [], before: "", option: "" };
  if (!access.caPem) return { imports: [], before: "", option: "\n\t\tkgo.DialTLS()," };
  return {
    imports: ["crypto/tls", "crypto/x509", "os"],
    before: `
	pem, err := os.ReadFile("${CA_FILE}")
	must(err)
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(pem)`,
    option: "\n\t\tkgo.DialTLSConfig(&tls.Config{RootCAs: trusted}),",
  };
}

/** A module of its own; Go fetches the client library. */
export function go(access: Access, { topic, group }: Demo): string {
  const { imports, before, option } = tls(access);
  const names = ["context", ...imports, "fmt", "time"].sort();
  return `mkdir -p naru-go && cd naru-go
${caFile(access)}cat > main.go <<'EOF'
package main

import (
${names.map((name) => `\t"${name}"`).join("\n")}

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {${before}
	client, err := kgo.NewClient(
		kgo.SeedBrokers("${access.bootstrap}"),${option}
		kgo.SASL(plain.Auth{User: "${access.key}", Pass: "${access.secret}"}.AsMechanism()),
		kgo.ConsumerGroup("${group}"),
		kgo.ConsumeTopics("${topic}"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	must(err)
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	for i := 1; i <= 10; i++ {
		order := fmt.Sprintf(\`{"id": %d, "amount": %d}\`, i, i*5)
		ack, err := client.ProduceSync(ctx, &kgo.Record{
			Topic: "${topic}",
			Key:   []byte(fmt.Sprintf("order-%d", i)),
			Value: []byte(order),
		}).First()
		must(err)
		fmt.Printf("produced partition %d offset %d\\n", ack.Partition, ack.Offset)
	}

	for read := 0; read < 10; {
		fetches := client.PollFetches(ctx)
		must(fetches.Err())
		fetches.EachRecord(func(record *kgo.Record) {
			read++
			fmt.Printf("consumed %s: %s\\n", record.Key, record.Value)
		})
	}
	must(client.CommitUncommittedOffsets(ctx))
}
EOF
[ -f go.mod ] || go mod init hello/naru
go get github.com/twmb/franz-go@${FRANZ_GO} && go mod tidy && go run .
`;
}
