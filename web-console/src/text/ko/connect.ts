import type connect from "../en/connect";

export default {
  "connect.address": "주소",
  "connect.client": "클라이언트 연결",
  "connect.createKey": "여기에 쓸 키 만들기",
  "connect.language": "언어",
  "connect.needsJava": "JDK 17 이상과 Maven 3.8 이상이 필요해요",
  "connect.needsDotnet": ".NET SDK 8.0 이상이 필요해요",
  "connect.needsRust": "Rust 1.85 이상, C 컴파일러, make, perl이 필요해요. 첫 빌드는 몇 분 걸려요",
  "connect.needsKcat": "kcat 1.7 이상이 필요해요",
  "connect.needsPython": "Python 3.9 이상이 필요해요",
  "connect.protocol": "프로토콜",
  "connect.rest": "REST 엔드포인트",
  "connect.run": "쓰고 읽기",
  "connect.runText": "터미널에 붙여 넣으세요. 메시지 10개를 쓰고 first-group 그룹으로 읽어요.",
  "connect.secret": "이 키의 시크릿",
  "connect.secretHelp": "키를 만들 때 보였던 값이에요. 이 페이지 밖으로 나가지 않아요.",
  "connect.snippet": "{name} 프로그램",
  "connect.title": "연결",
  "connect.needsGo": "Go 1.26 이상이 필요해요",
  "connect.needsNode": "Node.js 18 이상이 필요해요",
  "connect.needsSpring": "JDK 17 이상과 Maven 3.8 이상이 필요해요",
} satisfies Record<keyof typeof connect, string>;
