import { answerReadiness } from "@/server/api/answer-health";

export const dynamic = "force-dynamic";
export { answerReadiness as GET };
