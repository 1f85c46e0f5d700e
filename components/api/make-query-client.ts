import { QueryCache, QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { errorText } from "@/components/ui/error-text";
import type { AppRouter } from "@/server/api/root";

const MOST_TRIES = 2;
const LOOK_AGAIN_MS = 5_000;

/** What the studio itself refused will be refused again; only a lost connection is worth another try. */
const worthAnotherTry = (failures: number, error: unknown): boolean =>
  failures < MOST_TRIES && errorText(error).message === "The studio does not answer.";

/** A session that has ended shows nothing any more: back to the door. An act stays on its page, with what was written. */
function leaveWhenSignedOut(error: unknown): void {
  const isSignedOut = error instanceof TRPCClientError && codeOf(error) === "signed-out";
  if (!isSignedOut) return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
}

/** What is away comes back by itself, and so does what was asked of it. */
const isAway = (error: unknown): boolean =>
  error instanceof TRPCClientError && codeOf(error) === "unavailable";

const codeOf = ({ data }: TRPCClientError<AppRouter>): string | undefined => data?.studio?.code;

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: worthAnotherTry,
        refetchOnWindowFocus: false,
        refetchInterval: ({ state }) => (isAway(state.error) ? LOOK_AGAIN_MS : false),
      },
      mutations: { retry: false },
    },
  });
