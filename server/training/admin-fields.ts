import { z } from "zod";

/** What an admin may write as a path. */
export const absolute = z
  .string()
  .regex(/^\/[^\n"'\\$`]*$/, "an absolute path without quotes, $ and backslashes");

const address = z
  .url({ protocol: /^https?$/, error: "an address such as http://head:8265" })
  .refine(isPlainAddress, "an address without user, password, question mark and #");

/** A service of the network that may ask for a token. */
export const serviceFields = {
  address,
  /** Where its token lies: a file that holds nothing else, or an environment variable of the studio. */
  tokenFile: absolute.optional(),
  tokenVariable: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, "the name of an environment variable")
    .optional(),
  /** How long an answer may take. */
  answerSeconds: z.number().min(0.1).max(600).default(30),
};

interface TwoPlaces {
  readonly tokenFile?: string | undefined;
  readonly tokenVariable?: string | undefined;
}

/** A token lies in one place, or there is none. */
export const oneTokenAtMost = <S extends z.ZodType<TwoPlaces>>(schema: S): S =>
  schema.refine(({ tokenFile, tokenVariable }) => tokenFile === undefined || tokenVariable === undefined, {
    path: ["tokenVariable"],
    message: "either tokenFile or tokenVariable, not both",
  });

function isPlainAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password, search, hash } = new URL(address);
  return [username, password, search, hash].every((part) => part === "");
}
