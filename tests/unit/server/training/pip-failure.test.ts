import { describe, expect, it } from "vitest";
import { installFailure, venvFailure } from "@/server/training/pip-failure";

describe("a failed preparation of the training environment", () => {
  it("names the package that Debian keeps the venv module in", () => {
    const error = venvFailure(
      "/usr/bin/python3",
      "The virtual environment was not created: ensurepip is not available.",
    );
    expect(error.message).toBe("/usr/bin/python3 has no venv module.");
    expect(error.way).toContain("apt install python3-venv");
  });

  it("quotes the end of any other output", () => {
    expect(venvFailure("python3", "one\n\ntwo\nthree\nError: 13\n").message).toBe(
      "python3 could not make an environment: two three Error: 13",
    );
  });

  it.each([
    ["ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full"],
    ["Failed to establish: NewConnectionError(...)", "the package index does not answer"],
    ["Temporary failure in name resolution", "the package index does not answer"],
    [
      "ERROR: No matching distribution found for torch==2.13.0",
      "No matching distribution found for torch==2.13.0",
    ],
  ])("tells %s apart", (output, words) => {
    const error = installFailure(output, "the training environment takes about 1.5 GB");
    expect(error.code).toBe("unavailable");
    expect(error.message).toContain(words);
    expect(error.way).not.toBeNull();
  });
});
