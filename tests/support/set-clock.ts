import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where Debian's package `libfaketime` puts its library. */
const LIBRARIES = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
];

const library = LIBRARIES.find((file) => existsSync(file));

/** Whether a process with a clock of its own can be started here; says so if not. */
export function clocksCanBeSet(): boolean {
  if (library === undefined) console.warn("Skipped: no libfaketime is installed, so no clock can be set.");
  return library !== undefined;
}

/** A clock for processes, which starts at the machine's time and is set while they run. */
export interface SetClock {
  /** For the processes that are to have it. The steady clock, which nobody can set, stays the machine's. */
  readonly env: Readonly<Record<string, string>>;
  /** @param offset from the machine's time, such as "+1h" */
  readonly set: (offset: string) => void;
}

export function setClock(folder: string, name: string): SetClock {
  const file = path.join(folder, `${name}.clock`);
  const set = (offset: string): void => writeFileSync(file, offset);
  set("+0");
  const env = {
    LD_PRELOAD: library ?? "",
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  return { env, set };
}
