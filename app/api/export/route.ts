import { answerExport } from "@/server/api/answer-export";

export const dynamic = "force-dynamic";
export { answerExport as POST };
