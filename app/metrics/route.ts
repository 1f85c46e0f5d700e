import { answerMetrics } from "@/server/api/answer-metrics";

export const dynamic = "force-dynamic";
export { answerMetrics as GET };
