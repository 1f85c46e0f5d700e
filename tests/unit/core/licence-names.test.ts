import { describe, expect, it } from "vitest";
import { hubLicence, licenceAddress } from "@/core/licence-names";

describe("a licence", () => {
  it.each([
    ["CC BY 4.0", "cc-by-4.0", null, "https://spdx.org/licenses/CC-BY-4.0.html"],
    ["mit", "mit", null, "https://spdx.org/licenses/MIT.html"],
    ["ODC-By-1.0", "odc-by", null, "https://spdx.org/licenses/ODC-By-1.0.html"],
    [" Ask me ", "other", "Ask me", "Ask me"],
    ["", "unknown", null, "Not stated"],
  ])("%j has the Hub's word and an address", (written, id, name, address) => {
    expect(hubLicence(written)).toEqual({ id, name });
    expect(licenceAddress(written)).toBe(address);
  });
});
