import type clusters from "../en/clusters";

export default {
  "clusters.bootstrap": "부트스트랩 주소",
  "clusters.create": "클러스터 만들기",
  "clusters.delete": "삭제",
  "clusters.deleteFacts":
    "{topics, plural, other {토픽 #개}}(모든 메시지 포함), {keys, plural, other {API 키 #개}}도 함께 사라져요.",
  "clusters.deleteNamed": "삭제: {name}",
  "clusters.deleteText":
    "클라이언트는 바로 거부되고 키는 폐기돼요. 토픽과 메시지는 유예 기간이 지나면 지워져요.",
  "clusters.general": "일반",
  "clusters.id": "ID",
  "clusters.isProtected": "삭제 보호가 켜져 있어요. 먼저 위에서 끄세요.",
  "clusters.lesson": "클러스터는 나만의 온전한 Kafka예요. 다른 사람은 볼 수도, 느리게 할 수도 없어요.",
  "clusters.made": "만든 때",
  "clusters.name": "클러스터",
  "clusters.nameHelp": "환경 안에서 하나뿐인 이름이어야 해요. 나중에 바꿀 수 있어요.",
  "clusters.of": "{name} 환경의 클러스터",
  "clusters.protection": "삭제 보호",
  "clusters.protectionHelp": "켜져 있으면 콘솔, API, Terraform 어디서도 클러스터를 삭제할 수 없어요.",
  "clusters.settings": "클러스터 설정",
  "clusters.state": "상태",

  "overview.allGroups": "{count, plural, other {그룹 #개 모두 보기}}",
  "overview.firstMessage": "한 줄로 보내는 첫 메시지",
  "overview.groups": "컨슈머 그룹",
  "overview.noTraffic": "아직 트래픽이 없어요",
  "overview.noTrafficText": "키의 librdkafka.properties가 있으면 한 줄로 첫 메시지를 보낼 수 있어요.",
  "overview.topTopics": "바이트가 많은 토픽",
  "overview.traffic": "트래픽",

  "metrics.bytes": "바이트",
  "metrics.in": "수신",
  "metrics.messages": "메시지",
  "metrics.messagesShort": "메시지",
  "metrics.out": "송신",
  "metrics.requests": "요청",
  "metrics.requestsLine": "전체",
  "metrics.storage": "저장 공간",
  "metrics.stored": "저장됨",
} satisfies Record<keyof typeof clusters, string>;
