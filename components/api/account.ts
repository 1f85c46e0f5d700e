"use client";

import { useMutation } from "@tanstack/react-query";

type Act = "sign-in" | "sign-out" | "password" | "invitation" | "join";

/** What the studio said to a refused request: `{message, way}` in the shape that `errorText` reads. */
class Refused extends Error {
  constructor(
    readonly data: { readonly studio: unknown },
    readonly status: number,
  ) {
    super("The studio refused.");
  }
}

/** Sends what an act on an account needs; such acts set cookies, which tRPC's batches cannot. */
export async function askAccount(act: Act, body: object): Promise<unknown> {
  const response = await fetch(`/api/account/${act}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused({ studio: answer }, response.status);
  return answer;
}

/** Whether the session has ended already. */
export const isSignedOut = (error: unknown): boolean => error instanceof Refused && error.status === 401;

/** An act on an account, after which the page begins anew: everything on it was for somebody else. */
export const useAccountAct = (act: Act, onDone: () => void) =>
  useMutation({ mutationFn: (body: object) => askAccount(act, body), onSuccess: onDone });
