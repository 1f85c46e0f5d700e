/** Licences that the Hugging Face Hub has a word for, with the name SPDX gives them. */
const KNOWN: Readonly<Record<string, string>> = {
  "apache-2.0": "Apache-2.0",
  mit: "MIT",
  "cc0-1.0": "CC0-1.0",
  "cc-by-3.0": "CC-BY-3.0",
  "cc-by-4.0": "CC-BY-4.0",
  "cc-by-sa-3.0": "CC-BY-SA-3.0",
  "cc-by-sa-4.0": "CC-BY-SA-4.0",
  "cc-by-nc-4.0": "CC-BY-NC-4.0",
  "cc-by-nd-4.0": "CC-BY-ND-4.0",
  "cc-by-nc-sa-4.0": "CC-BY-NC-SA-4.0",
  "cc-by-nc-nd-4.0": "CC-BY-NC-ND-4.0",
  "odc-by": "ODC-By-1.0",
  odbl: "ODbL-1.0",
  pddl: "PDDL-1.0",
  "bsd-2-clause": "BSD-2-Clause",
  "bsd-3-clause": "BSD-3-Clause",
  "gpl-3.0": "GPL-3.0-only",
  "agpl-3.0": "AGPL-3.0-only",
  "lgpl-3.0": "LGPL-3.0-only",
};

/** "CC BY 4.0", "cc-by-4.0" and "ODC-By-1.0" are names of one thing each. */
function keyOf(licence: string): string | null {
  const name = licence
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  const found = Object.entries(KNOWN).find(([key, spdx]) => key === name || spdx.toLowerCase() === name);
  return found?.[0] ?? null;
}

/** The Hub's word for a licence; with `other` goes the name that was written. */
export function hubLicence(licence: string): { readonly id: string; readonly name: string | null } {
  if (licence.trim() === "") return { id: "unknown", name: null };
  const id = keyOf(licence);
  return id === null ? { id: "other", name: licence.trim() } : { id, name: null };
}

/** Address of the licence's text at SPDX, or what was written where SPDX has no name for it. */
export function licenceAddress(licence: string): string {
  const spdx = KNOWN[keyOf(licence) ?? ""];
  if (spdx !== undefined) return `https://spdx.org/licenses/${spdx}.html`;
  return licence.trim() === "" ? "Not stated" : licence.trim();
}
