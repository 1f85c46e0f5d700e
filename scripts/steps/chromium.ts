import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface ChromiumOptions {
  readonly executablePath: string;
  readonly args: string[];
}

/** The machine's Chromium or Chrome (or STUDIO_CHROMIUM); without one, the Chromium that comes inside an npm package. */
export async function chromiumOptions(): Promise<ChromiumOptions> {
  const found = [process.env["STUDIO_CHROMIUM"] ?? "", ...INSTALLED].find(
    (path) => path !== "" && existsSync(path),
  );
  if (found !== undefined) return { executablePath: found, args: QUIET };
  // The package unpacks its shared libraries only when it believes to run on Lambda.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x";
  const folder = await mkdtemp(join(tmpdir(), "studio-chromium-"));
  process.env["TMPDIR"] = folder;
  const { default: packaged } = await import("@sparticuz/chromium");
  const executablePath = await packaged.executablePath();
  await pointToFonts(join(folder, "fonts"));
  return { executablePath, args: ["--no-sandbox"] };
}

/** The package's own configuration looks for its fonts in folders of Lambda; without any font no text is visible. */
async function pointToFonts(folder: string): Promise<void> {
  const caches = join(folder, "cache");
  await writeFile(
    join(folder, "fonts.conf"),
    `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${caches}</cachedir></fontconfig>`,
  );
  process.env["FONTCONFIG_PATH"] = folder;
}
