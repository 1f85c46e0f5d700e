import { procedure, router } from "@/server/api/trpc";
import { assignDocuments, assignDocumentsInput } from "@/server/services/review/assign-documents";
import { changeSession, changeSessionInput } from "@/server/services/review/change-session";
import { corpusFiguresInput, sessionCorpusFigures } from "@/server/services/review/corpus-figures";
import { createSession, createSessionInput } from "@/server/services/review/create-session";
import { documentHistory, documentHistoryInput } from "@/server/services/review/document-history";
import { getSession, getSessionInput } from "@/server/services/review/get-session";
import { giveAnswer, giveAnswerInput } from "@/server/services/review/give-answer";
import { giveGold, giveGoldInput } from "@/server/services/review/give-gold";
import { goldFiguresInput, sessionGoldFigures } from "@/server/services/review/gold-figures";
import { joinSession, joinSessionInput } from "@/server/services/review/join-session";
import { listDisputes, listDisputesInput } from "@/server/services/review/list-disputes";
import { listSessions } from "@/server/services/review/list-sessions";
import { myHistory, myHistoryInput } from "@/server/services/review/my-history";
import { myWork, myWorkInput } from "@/server/services/review/my-work";
import { raterTrustInput, sessionRaterTrust } from "@/server/services/review/rater-trust";
import { readAssigned, readAssignedInput } from "@/server/services/review/read-assigned";
import { ruleDocument, ruleDocumentInput } from "@/server/services/review/rule-document";
import { reviewCalibration, sessionCalibrationInput } from "@/server/services/review/session-calibration";
import { reviewDrift, sessionDriftInput } from "@/server/services/review/session-drift";
import { sessionFigures, sessionFiguresInput } from "@/server/services/review/session-figures";

export const reviewRouter = router({
  list: procedure("read").query(({ ctx }) => listSessions({ ctx })),
  get: procedure("read")
    .input(getSessionInput)
    .query(({ ctx, input }) => getSession({ ctx, input })),
  create: procedure("hold a review session")
    .input(createSessionInput)
    .mutation(({ ctx, input, signal }) => createSession({ ctx, input, signal })),
  change: procedure("hold a review session")
    .input(changeSessionInput)
    .mutation(({ ctx, input }) => changeSession({ ctx, input })),
  figures: procedure("read")
    .input(sessionFiguresInput)
    .query(({ ctx, input }) => sessionFigures({ ctx, input })),
  corpus: procedure("read")
    .input(corpusFiguresInput)
    .query(({ ctx, input }) => sessionCorpusFigures({ ctx, input })),
  gold: procedure("hold a review session")
    .input(goldFiguresInput)
    .query(({ ctx, input }) => sessionGoldFigures({ ctx, input })),
  giveGold: procedure("hold a review session")
    .input(giveGoldInput)
    .mutation(({ ctx, input }) => giveGold({ ctx, input })),
  drift: procedure("read")
    .input(sessionDriftInput)
    .query(({ ctx, input }) => reviewDrift({ ctx, input })),
  calibration: procedure("read")
    .input(sessionCalibrationInput)
    .query(({ ctx, input }) => reviewCalibration({ ctx, input })),
  raters: procedure("read")
    .input(raterTrustInput)
    .query(({ ctx, input }) => sessionRaterTrust({ ctx, input })),
  disputes: procedure("hold a review session")
    .input(listDisputesInput)
    .query(({ ctx, input }) => listDisputes({ ctx, input })),
  history: procedure("hold a review session")
    .input(documentHistoryInput)
    .query(({ ctx, input }) => documentHistory({ ctx, input })),
  rule: procedure("hold a review session")
    .input(ruleDocumentInput)
    .mutation(({ ctx, input }) => ruleDocument({ ctx, input })),
  join: procedure("answer in a review session")
    .input(joinSessionInput)
    .mutation(({ ctx, input }) => joinSession({ ctx, input })),
  assign: procedure("answer in a review session")
    .input(assignDocumentsInput)
    .mutation(({ ctx, input }) => assignDocuments({ ctx, input })),
  read: procedure("answer in a review session")
    .input(readAssignedInput)
    .query(({ ctx, input }) => readAssigned({ ctx, input })),
  answer: procedure("answer in a review session")
    .input(giveAnswerInput)
    .mutation(({ ctx, input }) => giveAnswer({ ctx, input })),
  mine: procedure("answer in a review session")
    .input(myWorkInput)
    .query(({ ctx, input }) => myWork({ ctx, input })),
  myHistory: procedure("answer in a review session")
    .input(myHistoryInput)
    .query(({ ctx, input }) => myHistory({ ctx, input })),
});
