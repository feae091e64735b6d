import type { components } from "./generated";

type S = components["schemas"];

export type Me = S["Me"];
export type Right = S["Right"];
export type Environment = S["Environment"];
export type Cluster = S["Cluster"];
export type ServiceAccount = S["ServiceAccount"];
export type ApiKey = S["ApiKey"];
export type ClusterRole = S["ClusterRole"];
export type KeyRole = S["KeyRole"];
export type Topic = S["Topic"];
export type TopicConfig = S["TopicConfig"];
export type Partition = S["Partition"];
export type ConsumerGroup = S["ConsumerGroup"];
export type Consumer = S["Consumer"];
export type GroupLag = S["GroupLag"];
export type Message = S["Message"];
export type MessageFrame = S["MessageFrame"];
export type MessageStreamEnd = S["MessageStreamEnd"];
export type PayloadView = S["PayloadView"];
export type Payload = S["Payload"];
export type ProduceRequest = S["ProduceRequest"];
export type ProduceResult = S["ProduceResult"];
export type Metrics = S["Metrics"];
export type Series = S["Series"];
export type ConnectInfo = S["ConnectInfo"];
