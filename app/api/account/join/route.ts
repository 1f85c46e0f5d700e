import { answerJoin } from "@/server/api/answer-account";

export const dynamic = "force-dynamic";
export { answerJoin as POST };
