import { procedure, router } from "@/server/api/trpc";
import { questionInput } from "@/server/services/question/answer";
import { questionLeverage } from "@/server/services/question/leverage";
import { questionRelations } from "@/server/services/question/relations";
import { questionStability } from "@/server/services/question/stability";

export const questionRouter = router({
  relations: procedure("read").input(questionInput).subscription(questionRelations),
  leverage: procedure("read").input(questionInput).subscription(questionLeverage),
  stability: procedure("read").input(questionInput).subscription(questionStability),
});
