import type signIn from "../en/sign-in";

export default {
  "login.email": "이메일",
  "login.noAccount": "아직 계정이 없나요?",
  "login.password": "비밀번호",
  "login.showPassword": "비밀번호 보이기/숨기기",
  "login.submit": "로그인",
  "login.title": "로그인",

  "signup.emailBad": "이메일 주소가 아니에요.",
  "signup.haveAccount": "계정이 있나요?",
  "signup.lead": "나만의 스트리밍 계정. 카드는 필요 없어요.",
  "signup.organization": "조직",
  "signup.organizationHelp": "회사나 프로젝트의 이름이에요.",
  "signup.organizationMissing": "조직 이름이 필요해요.",
  "signup.passwordRule": "10자 이상이어야 해요.",
  "signup.passwordShort": "{count, plural, other {지금 #자예요. 10자 이상이어야 해요.}}",
  "signup.submit": "계정 만들기",
  "signup.title": "계정 만들기",
} satisfies Record<keyof typeof signIn, string>;
