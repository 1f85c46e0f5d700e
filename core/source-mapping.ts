import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";

const columnPath = z.string().trim().min(1).max(200);

/**
 * Which columns of a source hold what the studio reads. A column is named as it is in the source; a dotted path leads
 * into nested fields (`meta.source`), and a column whose own name has the dot comes first. What is left out is where
 * the released layout has it: `id`, `content`, the domain in the folder's name, tokens counted, each rater in its
 * released field or under its own id. A rater that is null is off.
 */
export const sourceMappingSchema = z.strictObject({
  /** A column named here may also hold whole numbers, which become their digits. */
  id: columnPath.optional(),
  text: columnPath.optional(),
  domain: columnPath.optional(),
  tokens: columnPath.optional(),
  /** Names the group a document belongs to, such as its web host or its book; may also hold whole numbers. */
  group: columnPath.optional(),
  raters: z.partialRecord(z.enum(RATER_IDS as [RaterId, ...RaterId[]]), columnPath.nullable()).optional(),
});

export type SourceMapping = z.output<typeof sourceMappingSchema>;

/** Parts of a document that are no rater, in the order a form asks for them. */
export const DOCUMENT_PARTS = ["id", "text", "domain", "tokens", "group"] as const;
export type DocumentPart = (typeof DOCUMENT_PARTS)[number];

/** The columns a mapping names, in no need of being in the source unless they are named. */
export function namedColumns(mapping: SourceMapping): string[] {
  const parts = DOCUMENT_PARTS.map((part) => mapping[part]);
  return [...new Set([...parts, ...Object.values(mapping.raters ?? {})])].filter(
    (path) => path !== undefined && path !== null,
  );
}

/** Whether a mapping changes nothing about the released layout. */
export const isReleasedLayout = (mapping: SourceMapping): boolean =>
  DOCUMENT_PARTS.every((part) => mapping[part] === undefined) &&
  Object.keys(mapping.raters ?? {}).length === 0;
