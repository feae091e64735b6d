import type start from "../en/start";

export default {
  "start.cluster": "클러스터 만들기",
  "start.connectText": "Java, Python, kcat. 바로 붙여 넣을 수 있어요.",
  "start.connectedOnly": "클라이언트가 이 키로 연결했지만 아직 메시지를 쓰지 않았어요.",
  "start.consumed": "{group} 그룹이 읽음, 지연 {lag}",
  "start.key": "키 만들기",
  "start.keyLesson":
    "프로그램이 쓰는 사용자 이름과 비밀번호예요. 메시지를 쓰고 읽을 수 있는 새 서비스 계정 first-app의 키예요. 시크릿은 한 번만 보이고, 아래 코드에는 이미 들어 있어요.",
  "start.lead":
    "아무것도 없는 상태에서 메시지가 실시간으로 들어오기까지. 모두 채워져 있으니 단계마다 한 번만 누르세요.",
  "start.nobody": "아직 연결한 클라이언트가 없어요. 붙여 넣은 곳에서 부트스트랩 주소에 닿을 수 있나요?",
  "start.notConsumed": "아직 아무도 읽지 않았어요.",
  "start.openCluster": "클러스터 열기",
  "start.openClusterText": "트래픽, 토픽, 컨슈머 그룹.",
  "start.openTopic": "토픽 열기: {topic}",
  "start.openTopicText": "모든 메시지를 실시간으로, 필터와 함께.",
  "start.ran": "토픽의 메시지 {count}개",
  "start.run": "프로그램 실행하기",
  "start.secretGone":
    "시크릿은 한 번만 보였고 저장되지 않아요. 키를 새로 만들면 코드가 채워져요. 가지고 있는 시크릿을 직접 넣어도 돼요.",
  "start.terraform": "Terraform으로 똑같이",
  "start.terraformText":
    "여기서 만든 것을 그대로 담은 main.tf예요. import 블록이 이미 있는 것을 가져오므로 두 번 만들어지지 않아요.",
  "start.title": "첫 메시지",
  "start.took": "가입하고 {span}",
  "start.topic": "토픽 만들기",
  "start.waiting": "첫 메시지를 기다리고 있어요. 토픽: {topic}",
  "start.watch": "지켜보기",
  "start.wrongSecret": "{ago} 전에 클라이언트가 잘못된 시크릿으로 이 키를 썼어요.",
} satisfies Record<keyof typeof start, string>;
