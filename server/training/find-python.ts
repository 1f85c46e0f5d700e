import { runTool } from "@/server/training/run-tool";

/** The pinned numpy, pyarrow and transformers need it. */
export const OLDEST_PYTHON = { major: 3, minor: 11 } as const;

const CANDIDATES = ["python3", "python", "python3.13", "python3.12", "python3.11"] as const;
const PROBE = "import sys; print(sys.executable); print(sys.version_info[0]); print(sys.version_info[1])";

/** Absolute path of the first Python on the PATH that is new enough, or null. */
export async function findPython(candidates: readonly string[] = CANDIDATES): Promise<string | null> {
  for (const candidate of candidates) {
    const { code, output } = await runTool(candidate, ["-c", PROBE]);
    const [executable = "", major, minor] = output.split("\n");
    const isNewEnough =
      Number(major) === OLDEST_PYTHON.major && Number(minor) >= OLDEST_PYTHON.minor && executable !== "";
    if (code === 0 && isNewEnough) return executable;
  }
  return null;
}
