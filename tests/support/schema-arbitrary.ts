import fc from "fast-check";
import { z } from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

/** Texts that mean something to a database, a shell, a path, a page, a spreadsheet or a terminal. */
export const MEANING_HARM = [
  "",
  "\0",
  "\ud800",
  '\'; DROP TABLE "Corpus"; --',
  "' OR 1=1 --",
  "../../../../etc/passwd",
  "/dev/zero",
  "C:\\..\\x",
  "__proto__",
  "constructor",
  "%00",
  "=1+1",
  "<script>alert(1)</script>",
  "\u001b[2J",
  "\u202e",
  "a".repeat(70_000),
] as const;

const harm = fc.constantFrom(...MEANING_HARM);
const text = fc.oneof(harm, fc.string({ unit: "binary", maxLength: 40 }));
const odd = fc.oneof(
  text,
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    -1,
    0,
    1e308,
    -0,
    2 ** 31,
    2 ** 53,
    2n ** 70n,
    NaN,
    Infinity,
    [],
    {},
  ),
  fc.constantFrom<unknown>(new Date(NaN), new Map([[1, 2]]), new Set(["x"]), /(a+)+$/),
  fc.jsonValue({ maxDepth: 3 }),
);

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 4 }),
  "date-time": fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
};

/** Values that a schema of zod takes more often than not, so that what lies behind it is reached as well. */
export const inputsOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  arbitraryOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", target: "draft-2020-12" }), 0);

/** In one of eight places stands something that does not belong there. */
const mostly = (wanted: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 7, arbitrary: wanted }, { weight: 1, arbitrary: odd });

function arbitraryOf(schema: Schema, depth: number, root: Schema = schema): fc.Arbitrary<unknown> {
  const inner = (one: unknown): fc.Arbitrary<unknown> =>
    typeof one === "object" && one !== null && depth < 8 ? arbitraryOf(one as Schema, depth + 1, root) : odd;
  if (schema.$ref !== undefined) return inner(root.$defs?.[schema.$ref.replace("#/$defs/", "")]);
  if (schema.const !== undefined) return mostly(fc.constant(schema.const));
  if (schema.enum !== undefined) return mostly(fc.constantFrom(...schema.enum));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(inner));
  if (schema.allOf !== undefined) return mostly(fc.tuple(...schema.allOf.map(inner)).map(merged));
  if (schema.type === "object") return mostly(objectOf(schema, inner));
  if (schema.type === "array") return mostly(fc.array(inner(schema.items), { maxLength: 4 }));
  if (schema.type === "boolean") return mostly(fc.boolean());
  if (schema.type === "integer" || schema.type === "number") return mostly(numberOf(schema));
  if (schema.type === "null") return fc.constant(null);
  return mostly(schema.type === "string" ? (FORMATS[schema.format ?? ""] ?? text) : odd);
}

const merged = (parts: readonly unknown[]): unknown => Object.assign({}, ...parts);

function objectOf(schema: Schema, inner: (one: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const own = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, one]) => [key, inner(one)]),
  );
  const required = fc.record(own, { requiredKeys: schema.required ?? [] });
  if (typeof schema.additionalProperties !== "object") return required;
  const more = fc.dictionary(text, inner(schema.additionalProperties), { maxKeys: 3 });
  return fc.tuple(required, more).map(([some, rest]) => ({ ...rest, ...some }));
}

function numberOf({ type, minimum = -10, maximum = 1e6 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(minimum, -1e6), Math.min(maximum, 1e6)];
  if (min > max) return fc.constant(min);
  return type === "integer"
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true });
}
