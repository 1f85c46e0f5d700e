import { prepareGenerated } from "./steps/prepare";

/** Each prints a line a figure, and with --json all of them as one object on the last line. */
const BENCHES: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<void>>>> = {
  campaign: async () => (await import("./bench/campaign")).benchCampaign,
  chaos: async () => (await import("./bench/chaos")).benchChaos,
  compare: async () => (await import("./bench/compare")).benchCompare,
  import: async () => (await import("./bench/import")).benchImport,
  browse: async () => (await import("./bench/browse")).benchBrowse,
  flips: async () => (await import("./bench/flips")).benchFlips,
  load: async () => (await import("./bench/load")).benchLoad,
  payload: async () => (await import("./bench/payload")).benchPayload,
  preview: async () => (await import("./bench/preview")).benchPreview,
  select: async () => (await import("./bench/select")).benchSelect,
};

const [name = "", ...args] = process.argv.slice(2);
const load = BENCHES[name];
if (load === undefined) {
  process.stderr.write(
    `npm run bench -- NAME [--documents N | --megabytes N | --minutes N --seed N] [--json], NAME one of ${Object.keys(BENCHES).join(", ")}\n`,
  );
  process.exit(2);
}
await prepareGenerated();
const bench = await load();
await bench(args);
process.exit(0);
