import { answerAudit } from "@/server/api/answer-audit";

export const dynamic = "force-dynamic";
export { answerAudit as GET };
