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
  const user = place.user ?? os.userInfo().username;
  const http = tokenHttp({
    ...place,
    headers: (token) => ({ "x-slurm-user-name": user, "x-slurm-user-token": token ?? "" }),
  });
  const ask: SlurmHttp["ask"] = (method, path, body) =>
    http({ method, path: `slurm/${API}/${path}`, ...(body === undefined ? {} : { body }) });
  return {
    ask,
    refusal: async (answer) => {
      if (answer.status === 401) return refusedToken(place, user);
      if (answer.status === 404) return noSuchApi(place);
      const words = wordsOf(answer);
      if (words === null)
        return new BackendUnreachable(
          `${place.label} gives no answer: ${place.address} says ${String(answer.status)}.`,
        );
      if (VAGUE.test(words)) return vague(place, user, wordsOf(await ask("DELETE", NO_JOB)) ?? words);
      return NO_ANSWER.test(words)
        ? new BackendUnreachable(`${place.label} gives no answer: ${words}`)
        : refused(place.label, words);
    },
  };
}

/** What slurmrestd complains of, "" if of nothing; null for an answer that is not its own. */
export function wordsOf({ text }: HttpAnswer): string | null {
  const parsed = errorsSchema.safeParse(jsonOrNull(text));
  return parsed.success ? parsed.data.errors.map(errorWords).join("; ") : null;
}

/** A list that cannot be read has the same words when the controller is down as when it refuses the token. */
const VAGUE = /Unspecified error, slurm_load_\w+$|Unspecified error$/;

/** A controller that refuses a token closes the connection and says nothing. */
async function vague(place: RestPlace, user: string, words: string): Promise<StudioError> {
  if (!/zero bytes/i.test(words)) return new BackendUnreachable(`${place.label} gives no answer: ${words}`);
  const expired = expiryOf(await readToken(place));
  if (expired === null || expired.getTime() > Date.now()) return refusedToken(place, user);
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

const refusedToken = (place: RestPlace, user: string): StudioError =>
  new StudioError(
    "not-ready",
    `${place.label} refuses the token from ${placeOf(place)} for the account ${user}.`,
    "Put a token of that account there (`scontrol token`), or name its account as `user` in backends.json.",
  );

const noSuchApi = ({ label, address }: RestPlace): StudioError =>
  new StudioError(
    "not-ready",
    `${label}: ${address} offers no ${API} of Slurm's REST.`,
    "Name the address of a slurmrestd of Slurm 22.05 to 23.11, or use Slurm's programs.",
  );

const placeOf = (place: RestPlace): string => tokenPlace(place) ?? "nowhere";
