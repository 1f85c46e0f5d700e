import os from "node:os";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { jsonOrNull } from "@/core/json-or-null";
import type { SlurmBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";
import { NO_ANSWER, refused } from "@/server/training/slurm/slurm-commands";
import { errorsSchema, errorWords } from "@/server/training/slurm/slurm-errors";
import { tokenHttp, type HttpAnswer, type HttpRequest } from "@/server/training/token-http";
import { readToken, tokenPlace } from "@/server/training/token-place";

/** A slurmrestd and whose token it is given. */
export type RestPlace = Pick<SlurmBackend, "label"> & NonNullable<SlurmBackend["rest"]>;

/** The newest that Slurm 22.05 offers. */
export const API = "v0.0.38";

/** No job has it: a request that is answered without doing anything. */
const NO_JOB = "job/0";

export interface SlurmHttp {
  readonly ask: (method: HttpRequest["method"], path: string, body?: string) => Promise<HttpAnswer>;
  /** What an answer means that is not a good one. */
  readonly refusal: (answer: HttpAnswer) => Promise<StudioError>;
}

/** HTTP to one slurmrestd, below its version of the API. */
export function slurmHttp(place: RestPlace): SlurmHttp {
  const http = tokenHttp({
    ...place,
    headers: (token) => ({ "x-slurm-user-name": accountOf(place), "x-slurm-user-token": token ?? "" }),
  });
  const ask: SlurmHttp["ask"] = async (method, path, body) => {
    accountOf(place);
    return http({ method, path: `slurm/${API}/${path}`, ...(body === undefined ? {} : { body }) });
  };
  return {
    ask,
    refusal: async (answer) => {
      if (answer.status === 401) return refusedToken(place);
      if (answer.status === 404) return noSuchApi(place);
      const words = wordsOf(answer);
      if (words === null)
        return new BackendUnreachable(
          `${place.label} gives no answer: ${place.address} says ${String(answer.status)}.`,
        );
      if (VAGUE.test(words)) return vague(place, wordsOf(await ask("DELETE", NO_JOB)) ?? words);
      return NO_ANSWER.test(words)
        ? new BackendUnreachable(`${place.label} gives no answer: ${words}`)
        : refused(place.label, words);
    },
  };
}

type Complaints = z.output<typeof errorsSchema>["errors"];

const complaintsOf = ({ text }: HttpAnswer): Complaints | null =>
  errorsSchema.safeParse(jsonOrNull(text)).data?.errors ?? null;

/** What slurmrestd complains of, "" if of nothing; null for an answer that is not its own. */
export const wordsOf = (answer: HttpAnswer): string | null =>
  complaintsOf(answer)?.map(errorWords).join("; ") ?? null;

/** Whether slurmrestd complains with one of these numbers. */
export const complainsOf = (answer: HttpAnswer, numbers: ReadonlySet<number>): boolean =>
  (complaintsOf(answer) ?? []).some(({ error_number: number }) => numbers.has(number));

/** A list that cannot be read has the same words when the controller is down as when it refuses the token. */
const VAGUE = /Unspecified error, slurm_load_\w+$|Unspecified error$/;

/** A controller that refuses a token closes the connection and says nothing. */
async function vague(place: RestPlace, words: string): Promise<StudioError> {
  if (!/zero bytes/i.test(words)) return new BackendUnreachable(`${place.label} gives no answer: ${words}`);
  const expired = expiryOf(await readToken(place));
  if (expired === null || expired.getTime() > Date.now()) return refusedToken(place);
  return new StudioError(
    "not-ready",
    `${place.label}: the token from ${placeOf(place)} expired at ${expired.toISOString()}.`,
    "Put a new one there (`scontrol token lifespan=SECONDS`); it is read anew for every request.",
  );
}

const expirySchema = z.object({ exp: z.number() }).transform(({ exp }) => new Date(exp * 1_000));

/** When a token says that it expires. */
function expiryOf(token: string | null): Date | null {
  const claims = Buffer.from(token?.split(".")[1] ?? "", "base64url").toString("utf8");
  return expirySchema.safeParse(jsonOrNull(claims)).data ?? null;
}

const refusedToken = (place: RestPlace): StudioError =>
  new StudioError(
    "not-ready",
    `${place.label} refuses the token from ${placeOf(place)} for the account ${accountOf(place)}.`,
    "Put a token of that account there (`scontrol token`), or name its account as `user` in backends.json.",
  );

const noSuchApi = ({ label, address }: RestPlace): StudioError =>
  new StudioError(
    "not-ready",
    `${label}: ${address} offers no ${API} of Slurm's REST.`,
    "Name the address of a slurmrestd of Slurm 22.05 to 23.11, or use Slurm's programs.",
  );

/** The account that jobs belong to. @throws StudioError `not-ready` where this machine has no name for it, as in a container */
function accountOf({ label, user }: RestPlace): string {
  if (user !== undefined) return user;
  try {
    return os.userInfo().username;
  } catch {
    throw new StudioError(
      "not-ready",
      `${label}: the account that the studio runs under has no name on this machine.`,
      "Name the account of the token as `user` of `rest` in backends.json.",
    );
  }
}

const placeOf = (place: RestPlace): string => tokenPlace(place) ?? "nowhere";
