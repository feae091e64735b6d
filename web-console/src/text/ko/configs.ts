import type configs from "../en/configs";

export default {
  "configs.edit": "편집",
  "configs.editNamed": "편집: {name}",
  "configs.filter": "설정값 필터",
  "configs.name": "설정",
  "configs.readOnly": "서비스가 정하는 값이에요.",
  "configs.setHere": "직접 설정",
  "configs.toDefault": "기본값으로",
  "configs.value": "값",
  "configs.valueIn": "값 (단위: {unit})",

  "config.cleanup.policy": "오래된 메시지를 지울지, 키마다 최신 메시지만 남길지 정해요.",
  "config.compression.type":
    "디스크에서 메시지를 압축하는 방식. producer는 프로듀서가 고른 방식을 그대로 두어요.",
  "config.delete.retention.ms": "압축(compaction)된 토픽이 삭제된 키의 표시를 보관하는 기간.",
  "config.file.delete.delay.ms": "삭제된 세그먼트의 파일이 디스크에 남아 있는 기간.",
  "config.flush.messages":
    "메시지 몇 개마다 확인 응답 전에 로그를 디스크에 동기화할지. 1이면 확인 응답마다 동기화해요.",
  "config.flush.ms": "쓴 메시지를 디스크에 동기화하기까지의 시간.",
  "config.index.interval.bytes": "오프셋 인덱스의 두 항목 사이에 있는 메시지의 바이트 수.",
  "config.max.compaction.lag.ms": "메시지가 늦어도 언제까지 압축(compaction) 대상이 되어야 하는지.",
  "config.max.message.bytes": "토픽이 받는 가장 큰 메시지 배치의 크기.",
  "config.message.timestamp.after.max.ms": "메시지의 타임스탬프가 브로커의 시계보다 얼마나 앞설 수 있는지.",
  "config.message.timestamp.before.max.ms": "메시지의 타임스탬프가 브로커의 시계보다 얼마나 뒤질 수 있는지.",
  "config.message.timestamp.type":
    "타임스탬프를 누구의 시계로 찍는지: 프로듀서(CreateTime) 또는 브로커(LogAppendTime).",
  "config.min.cleanable.dirty.ratio":
    "로그를 다시 압축(compaction)하기 전에 압축되지 않은 부분이 차지해야 하는 비율.",
  "config.min.compaction.lag.ms": "메시지가 압축(compaction)되지 않고 남아 있는 최소 시간.",
  "config.min.insync.replicas": "acks=all인 프로듀서에게 응답하기 전에 메시지를 가져야 하는 복제본의 수.",
  "config.naru.deletion.protection": "true이면 토픽을 삭제할 수 없어요.",
  "config.noLimit": "제한 없음",
  "config.preallocate": "세그먼트 파일이 처음부터 전체 크기를 차지하는지.",
  "config.retention.bytes": "파티션이 가장 오래된 메시지를 지우기 전까지 보관하는 바이트 수.",
  "config.retention.ms": "메시지를 지우기 전까지 보관하는 기간.",
  "config.segment.bytes": "로그 파일 하나의 크기. 보관 기간이 지나면 파일째 지워요.",
  "config.segment.index.bytes": "파일 하나의 오프셋 인덱스 크기.",
  "config.segment.jitter.ms": "새 파일을 시작하는 시각을 얼마나 흩어 놓을지. 한꺼번에 시작하지 않게 해요.",
  "config.segment.ms": "이전 파일이 가득 차지 않았어도 새 파일을 시작하기까지의 시간.",
  "config.unclean.leader.election.enable":
    "뒤처진 복제본이 리더가 될 수 있는지. 그러면 메시지를 잃을 수 있어요.",

  "configs.keeps": "지금 속도라면 약 {size} 보관",
} satisfies Record<keyof typeof configs, string>;
