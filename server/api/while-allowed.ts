import { TRPCError } from "@trpc/server";

/** How long a stream may go on after the session or the role that it began with has ended. */
const LOOK_EVERY_MS = 15_000;

/** Ends a subscription with its next event once whoever follows it may not any more. */
export function whileAllowed<Result>(result: Result, stillMay: () => Promise<boolean>): Result {
  if (!isStream(result)) return result;
  return { ...result, data: checked(result.data, stillMay) };
}

const isStream = <Result>(result: Result): result is Result & { readonly data: AsyncIterable<unknown> } =>
  typeof result === "object" &&
  result !== null &&
  "data" in result &&
  typeof result.data === "object" &&
  result.data !== null &&
  Symbol.asyncIterator in result.data;

async function* checked(events: AsyncIterable<unknown>, stillMay: () => Promise<boolean>): AsyncGenerator {
  let looked = performance.now();
  for await (const event of events) {
    if (performance.now() - looked > LOOK_EVERY_MS) {
      if (!(await stillMay()))
        throw new TRPCError({ code: "UNAUTHORIZED", message: "Your session has ended." });
      looked = performance.now();
    }
    yield event;
  }
}
