import type { ResourceChanges } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";

/** `--set time=02:00:00 --set nodes=2` @throws StudioError `invalid-input` */
export function readChanges(set: readonly string[]): ResourceChanges {
  return Object.fromEntries(
    set.map((change) => {
      const [, field, value] = /^(\w+)=(.+)$/.exec(change) ?? [];
      if (field !== undefined && value !== undefined) return [field, value];
      throw new StudioError("invalid-input", `--set is "${change}".`, "Write it like --set time=02:00:00.");
    }),
  );
}
