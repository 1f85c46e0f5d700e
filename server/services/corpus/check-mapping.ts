import { StudioError } from "@/core/errors";
import { namedColumns, type SourceMapping } from "@/core/source-mapping";
import { chooseFiles } from "@/server/services/corpus/importing/source-files";
import { lookAtSource } from "@/server/services/corpus/inspecting/look-at-source";
import { sampleSource } from "@/server/services/corpus/inspecting/sample-source";
import type { LocatedSource } from "@/server/services/corpus/source-location";

const LISTED = 60;

/** Rows may leave a field out where it has no value, so a name is looked for further down before it is refused. */
const CLOSER = { files: 16, rows: 3_200 };

/**
 * Makes sure that every column a mapping names is in the source.
 * @returns the columns of the source, as `lookAtSource` gives them
 * @throws StudioError `invalid-input` that lists the columns there are
 */
export async function checkMapping(
  source: LocatedSource,
  mapping: SourceMapping,
): Promise<readonly string[]> {
  const { found, paths } = await lookAtSource(source);
  const named = namedColumns(mapping);
  if (named.every((path) => paths.includes(path))) return paths;
  const { columns, rows } = await sampleSource(chooseFiles(found, mapping), CLOSER);
  const there = new Set(columns.map(({ path }) => path));
  const unknown = named.filter((path) => !there.has(path));
  if (unknown.length === 0) return paths;
  const more = there.size > LISTED ? ` and ${String(there.size - LISTED)} more` : "";
  throw new StudioError(
    "invalid-input",
    `${unknown.map((path) => `"${path}"`).join(", ")} is in none of the first ${String(rows)} rows of ${source.name}.`,
    `Its columns are: ${[...there].slice(0, LISTED).join(", ")}${more}.`,
  );
}
