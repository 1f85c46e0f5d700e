import { answerPassword } from "@/server/api/answer-account";

export const dynamic = "force-dynamic";
export { answerPassword as POST };
