import { QueryClient } from "@tanstack/react-query";
import { errorText } from "@/components/ui/error-text";

const MOST_TRIES = 2;

/** What the studio itself refused will be refused again; only a lost connection is worth another try. */
const worthAnotherTry = (failures: number, error: unknown): boolean =>
  failures < MOST_TRIES && errorText(error).message === "The studio does not answer.";

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: worthAnotherTry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
