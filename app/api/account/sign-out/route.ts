import { answerSignOut } from "@/server/api/answer-account";

export const dynamic = "force-dynamic";
export { answerSignOut as POST };
