import { StudioError } from "@/core/errors";

const tail = (output: string, lines = 3): string =>
  output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-lines)
    .join(" ");

/** Why `python -m venv` failed; Debian and Ubuntu ship the module in a package of its own. */
export function venvFailure(python: string, output: string): StudioError {
  if (/ensurepip|No module named venv/.test(output)) {
    return new StudioError(
      "unavailable",
      `${python} has no venv module.`,
      "Install it (on Debian and Ubuntu: apt install python3-venv), then try again.",
    );
  }
  return new StudioError(
    "unavailable",
    `${python} could not make an environment: ${tail(output)}`,
    DISK_OR_RIGHTS,
  );
}

const DISK_OR_RIGHTS = "Check free disk space and that the project's folder is writable, then try again.";

const OFFLINE =
  /NewConnectionError|ConnectTimeout|Connection refused|name resolution|Network is unreachable|ProxyError|Max retries exceeded|ReadTimeout/;

/** Why `pip install` failed. @param size what it takes: "the training environment takes about 1.5 GB" */
export function installFailure(output: string, size: string): StudioError {
  if (/No space left on device/.test(output)) {
    return new StudioError(
      "unavailable",
      `The disk is full: ${size}.`,
      "Free some space, then try again; what is installed already is kept.",
    );
  }
  if (OFFLINE.test(output)) {
    return new StudioError(
      "unavailable",
      "The Python packages could not be downloaded: the package index does not answer.",
      "Check the network (or set PIP_INDEX_URL to a mirror), then try again; what is installed already is kept.",
    );
  }
  return new StudioError(
    "unavailable",
    `The Python packages could not be installed: ${tail(output)}`,
    "See pip's message; a Python of another version may help.",
  );
}
