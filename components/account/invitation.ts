import { z } from "zod";
import { ROLES } from "@/core/access";

/** What an invitation is for, as the studio tells whoever has its link. */
export const invitationSchema = z.object({
  email: z.string().nullable(),
  role: z.enum(ROLES),
  invitedBy: z.string(),
});
export type Invitation = z.output<typeof invitationSchema>;
