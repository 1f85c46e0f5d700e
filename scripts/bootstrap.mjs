// The only script that runs before anything is installed: plain Node, no dependencies.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const COMMANDS = {
  start: "scripts/start.ts",
  dev: "scripts/dev.ts",
  check: "scripts/check.ts",
  test: "scripts/test.ts",
  studio: "scripts/studio.ts",
  bench: "scripts/bench.ts",
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  fail(
    `Meta-rater Studio needs Node 20.9 or newer; this is ${process.versions.node}. Install a current Node and try again.`,
  );
}

/** npm removes node_modules/.studio-stamp with the folder, so a present stamp means a finished install. */
function installOnce() {
  const stamp = join(ROOT, "node_modules", ".studio-stamp");
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const began = Date.now();
  console.error("Installing packages from the lock file (about a minute the first time) …");
  // NODE_ENV=production in the caller's environment would leave the build and test tools out.
  const flags = [
    "install",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--loglevel=error",
  ];
  const { status } = spawnSync("npm", flags, {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0)
    fail("npm could not install the packages; the lines above say why. Check the network and try again.");
  writeFileSync(stamp, wanted);
  console.error(`Packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

function run(script, args) {
  const child = spawn(process.execPath, ["--import", "tsx", join(ROOT, script), ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

const [command = "", ...args] = process.argv.slice(2);
const script = COMMANDS[command];
if (script === undefined) fail(`Unknown command "${command}"; one of: ${Object.keys(COMMANDS).join(", ")}.`);
requireNode();
installOnce();
run(script, args);
