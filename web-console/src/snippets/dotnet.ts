import { type Access, CA_FILE, caFile, type Demo } from "./access";

const CONFLUENT_KAFKA = "2.16.0";

const protocols = { SASL_PLAINTEXT: "SaslPlaintext", SASL_SSL: "SaslSsl" } as const;

/** A project of its own; the SDK fetches the client library. */
export function dotnet(access: Access, { topic, group }: Demo): string {
  const ca = access.caPem ? `\n    config.SslCaLocation = "${CA_FILE}";` : "";
  return `mkdir -p naru-dotnet && cd naru-dotnet
${caFile(access)}cat > hello-naru.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net8.0</TargetFramework>
    <RollForward>Major</RollForward>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Confluent.Kafka" Version="${CONFLUENT_KAFKA}" />
  </ItemGroup>
</Project>
EOF
cat > Program.cs <<'EOF'
using Confluent.Kafka;

T Connected<T>(T config) where T : ClientConfig
{
    config.BootstrapServers = "${access.bootstrap}";
    config.SecurityProtocol = SecurityProtocol.${protocols[access.protocol]};
    config.SaslMechanism = SaslMechanism.Plain;
    config.SaslUsername = "${access.key}";
    config.SaslPassword = "${access.secret}";${ca}
    return config;
}

using (var producer = new ProducerBuilder<string, string>(Connected(new ProducerConfig())).Build())
{
    for (var i = 1; i <= 10; i++)
    {
        var order = $"{{\\"id\\": {i}, \\"amount\\": {i * 5}}}";
        var ack = await producer.ProduceAsync("${topic}", new Message<string, string> { Key = $"order-{i}", Value = order });
        Console.WriteLine($"produced partition {ack.Partition.Value} offset {ack.Offset.Value}");
    }
}

var reading = Connected(new ConsumerConfig { GroupId = "${group}", AutoOffsetReset = AutoOffsetReset.Earliest });
using var consumer = new ConsumerBuilder<string, string>(reading).Build();
consumer.Subscribe("${topic}");
for (var read = 0; read < 10;)
{
    var message = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException("nothing to read for 30 s");
    read++;
    Console.WriteLine($"consumed {message.Message.Key}: {message.Message.Value}");
}
consumer.Close();
EOF
dotnet run
`;
}
