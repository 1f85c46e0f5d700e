import { join } from "node:path";
import { ROOT, runProgram, runScript, step } from "./step";
import { whenChanged } from "./stamp";

const BUILD_INPUTS = [
  ...["app", "components", "core", "server", "workers/browser", "prisma/schema.prisma", "public/icon.svg"],
  ...["proxy.ts", "next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"],
];

export const nextBin = join(ROOT, "node_modules", "next", "dist", "bin", "next");

/** The generated database clients, the DuckDB files the browser loads and the token kernel: what every other step needs. */
export async function prepareGenerated(): Promise<void> {
  await whenChanged(
    "generated/.stamp",
    ["prisma/schema.prisma", "scripts/prisma-generate.ts", "package-lock.json"],
    () => step("Generating the database client", () => runScript("scripts/prisma-generate.ts")),
  );
  await whenChanged("public/duckdb/.stamp", ["scripts/copy-duckdb.ts", "package-lock.json"], () =>
    step("Copying DuckDB for the browser", () => runScript("scripts/copy-duckdb.ts")),
  );
  await whenChanged(
    "generated/kernel/.stamp",
    ["workers/kernel", "core/tokens", "scripts/build-kernel.ts", "package-lock.json"],
    () => step("Compiling what counts tokens", () => runScript("scripts/build-kernel.ts")),
  );
}

/** The production build, when a source of it changed. */
export async function prepareBuild(): Promise<void> {
  const folder = process.env["NEXT_DIST_DIR"] ?? ".next";
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await whenChanged(join(folder, "studio.stamp"), BUILD_INPUTS, () =>
    step("Building the pages (about a minute)", () => runProgram(process.execPath, [nextBin, "build"], env)),
  );
}
