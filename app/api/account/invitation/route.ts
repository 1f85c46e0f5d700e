import { answerInvitation } from "@/server/api/answer-account";

export const dynamic = "force-dynamic";
export { answerInvitation as POST };
