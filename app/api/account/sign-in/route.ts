import { answerSignIn } from "@/server/api/answer-account";

export const dynamic = "force-dynamic";
export { answerSignIn as POST };
