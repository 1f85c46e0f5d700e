import { request, type APIRequestContext, type Page } from "@playwright/test";
import type { Role } from "@/core/access";
import type { Studio } from "./studio";

export const PASSWORD = "correct horse battery";
export const emailOf = (role: Role): string => `${role}@example.org`;

/** Somebody's browser without pages, which says where its requests come from as a page would. */
export const client = ({ url }: Studio): Promise<APIRequestContext> =>
  request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } });

/** Invites somebody as the admin and joins as them. */
export async function joinAs(studio: Studio, admin: Page, role: Role): Promise<APIRequestContext> {
  const email = emailOf(role);
  const invited = await admin.request.post("/api/trpc/account.invite", {
    headers: { Origin: studio.url },
    data: { json: { email, role } },
  });
  const { result } = (await invited.json()) as { result: { data: { json: { token: string } } } };
  const person = await client(studio);
  const { token } = result.data.json;
  await person.post("/api/account/join", { data: { token, name: role, email, password: PASSWORD } });
  return person;
}
