import { procedure, router } from "@/server/api/trpc";
import { changeRole, changeRoleInput } from "@/server/services/account/change-role";
import { endSession, endSessionInput } from "@/server/services/account/end-session";
import { invite, inviteInput } from "@/server/services/account/invite";
import { listPeople } from "@/server/services/account/list-people";
import { listSessions, sessionsInput } from "@/server/services/account/list-sessions";
import { personInput, removePerson } from "@/server/services/account/remove-person";
import { takeBack, takeBackInput } from "@/server/services/account/take-back";
import { listAudit, listAuditInput } from "@/server/services/audit/list";

export const accountRouter = router({
  sessions: procedure("keep an account")
    .input(sessionsInput)
    .query(async ({ ctx, input }) => ({
      current: ctx.signInId ?? null,
      sessions: await listSessions({ ctx, input }),
    })),
  endSession: procedure("keep an account")
    .input(endSessionInput)
    .mutation(({ ctx, input }) => endSession({ ctx, input })),
  people: procedure("manage people").query(({ ctx }) => listPeople({ ctx })),
  invite: procedure("manage people")
    .input(inviteInput)
    .mutation(({ ctx, input }) => invite({ ctx, input })),
  takeBack: procedure("manage people")
    .input(takeBackInput)
    .mutation(({ ctx, input }) => takeBack({ ctx, input })),
  changeRole: procedure("manage people")
    .input(changeRoleInput)
    .mutation(({ ctx, input }) => changeRole({ ctx, input })),
  remove: procedure("manage people")
    .input(personInput)
    .mutation(({ ctx, input }) => removePerson({ ctx, input })),
  audit: procedure("read the audit")
    .input(listAuditInput)
    .query(({ ctx, input }) => listAudit({ ctx, input })),
});
