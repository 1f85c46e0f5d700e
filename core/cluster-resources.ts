import { z } from "zod";
import { StudioError } from "@/core/errors";

/** No space, quote or line break: such a value cannot leave the option it stands in. */
const word = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_.,:@+=&|*()[\]-]+$/, "letters, digits and _.,:@+=&|*()[]- only");
const whole = (most: number) => z.number().int().min(1).max(most);
const memory = z.string().regex(/^[1-9]\d{0,6}[MGT]$/, "a whole number with M, G or T, such as 64G");
const time = z
  .string()
  .regex(/^(?:\d{1,3}-)?\d{1,3}:[0-5]\d:[0-5]\d$/, "hours:minutes:seconds, such as 12:00:00 or 2-00:00:00");

/** Options of sbatch beside the fields: a closed list, each a single value. */
const optionsSchema = z.strictObject({
  exclusive: z.literal(true).optional(),
  reservation: word.optional(),
  nodelist: word.optional(),
  exclude: word.optional(),
  licenses: word.optional(),
  switches: word.optional(),
  hint: word.optional(),
});

/** What every cluster is asked for. */
const machineFields = {
  nodes: whole(4_096),
  gpusPerNode: z.number().int().min(0).max(64),
  gpuType: word.optional(),
  /** Of the one task a node, which all its GPUs share. */
  cpusPerTask: whole(1_024),
  /** A node's, in MiB, GiB or TiB. */
  memory,
};

const slurmFields = {
  ...machineFields,
  partition: word,
  account: word.optional(),
  qos: word.optional(),
  constraint: word.optional(),
  /** After which the job is ended. */
  time,
  options: optionsSchema.optional(),
};

const rayFields = {
  ...machineFields,
  nodes: z.literal(1, "1 only: Ray runs the command of a job on one node").default(1),
  /** Amounts of the cluster's own resources by name, such as {"fast_disk": 1}. */
  resources: z.record(word, z.number().positive()).optional(),
};

/** What a run asks of a Slurm, as a template gives it and a person has changed it. */
export const slurmResourcesSchema = z.strictObject(slurmFields);
export type SlurmResources = Readonly<z.output<typeof slurmResourcesSchema>>;

/** What a run asks of a Ray cluster; it has no partitions and no time limits. */
export const rayResourcesSchema = z.strictObject(rayFields);
export type RayResources = Readonly<z.output<typeof rayResourcesSchema>>;

export const clusterResourcesSchema = z.union([slurmResourcesSchema, rayResourcesSchema]);
export type ClusterResources = SlurmResources | RayResources;

const range = <T extends z.ZodType>(value: T) => z.strictObject({ min: value, max: value });
const choices = z.array(word).min(1);

const adjustableSchema = z.strictObject({
  partition: choices.optional(),
  account: choices.optional(),
  qos: choices.optional(),
  constraint: choices.optional(),
  gpuType: choices.optional(),
  nodes: range(slurmFields.nodes).optional(),
  gpusPerNode: range(slurmFields.gpusPerNode).optional(),
  cpusPerTask: range(slurmFields.cpusPerTask).optional(),
  memory: range(memory).optional(),
  time: range(time).optional(),
});
type Adjustable = z.output<typeof adjustableSchema>;
export type AdjustableField = keyof Adjustable;
export const ADJUSTABLE_FIELDS = adjustableSchema.keyof().options;

/** What an admin offers: resources with a name, and which of them a person may change within what. */
export const slurmTemplateSchema = z.strictObject({
  name: word,
  ...slurmFields,
  adjustable: adjustableSchema.default({}),
});
type SlurmTemplate = Readonly<z.output<typeof slurmTemplateSchema>>;

export const rayTemplateSchema = z.strictObject({
  name: word,
  ...rayFields,
  adjustable: adjustableSchema
    .pick({ gpuType: true, gpusPerNode: true, cpusPerTask: true, memory: true })
    .default({}),
});
type RayTemplate = Readonly<Omit<z.output<typeof rayTemplateSchema>, "adjustable">> & {
  readonly adjustable: Adjustable;
};

export type ClusterTemplate = SlurmTemplate | RayTemplate;

/** What a template says of a field, undefined where it says nothing. */
export function templateValue(
  template: ClusterTemplate,
  field: AdjustableField,
): string | number | undefined {
  const values: Partial<Record<AdjustableField, unknown>> = template;
  const value = values[field];
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** Changes by field; numbers may be written as text. */
export type ResourceChanges = Readonly<Record<string, string | number>>;

/** One process a GPU; without GPUs one a node. */
export const processesOf = ({
  nodes,
  gpusPerNode,
}: Pick<ClusterResources, "nodes" | "gpusPerNode">): number => nodes * Math.max(1, gpusPerNode);

const NUMBERS: ReadonlySet<string> = new Set(["nodes", "gpusPerNode", "cpusPerTask"]);

/**
 * The template's resources with a person's changes.
 * @throws StudioError `invalid-input` that names the field and what it may be.
 */
export function adjustResources(template: SlurmTemplate, changes: ResourceChanges): SlurmResources;
export function adjustResources(template: RayTemplate, changes: ResourceChanges): RayResources;
export function adjustResources(template: ClusterTemplate, changes: ResourceChanges): ClusterResources;
export function adjustResources(template: ClusterTemplate, changes: ResourceChanges): ClusterResources {
  const { name, adjustable, ...resources } = template;
  const changed = Object.entries(changes).map(([field, written]) => {
    const value = NUMBERS.has(field) ? Number(written) : String(written);
    if (!isAdjustable(adjustable, field))
      throw new StudioError(
        "invalid-input",
        `The template ${name} does not let ${field} be changed.`,
        adjustableInWords(adjustable),
      );
    checkField(field, value, adjustable);
    return [field, value] as const;
  });
  return clusterResourcesSchema.parse({ ...resources, ...Object.fromEntries(changed) });
}

const isAdjustable = (adjustable: Adjustable, field: string): field is AdjustableField =>
  Object.hasOwn(adjustable, field);

function checkField(field: AdjustableField, value: string | number, adjustable: Adjustable): void {
  const parsed = slurmFields[field].safeParse(value);
  const issue = parsed.error?.issues[0]?.message;
  const allowed = adjustable[field];
  const inside =
    parsed.success &&
    (Array.isArray(allowed)
      ? allowed.includes(String(value))
      : allowed === undefined ||
        (amountOf(value) >= amountOf(allowed.min) && amountOf(value) <= amountOf(allowed.max)));
  if (inside) return;
  throw new StudioError(
    "invalid-input",
    `${field} is ${JSON.stringify(value)}${issue === undefined ? "" : ` (${issue})`}.`,
    `It may be ${rangeInWords(adjustable, field)}.`,
  );
}

/** A number as it is, memory in MiB, time in seconds. */
export function amountOf(value: string | number): number {
  if (typeof value === "number") return value;
  const unit = { M: 1, G: 1_024, T: 1_048_576 }[value.slice(-1)];
  if (unit !== undefined) return Number(value.slice(0, -1)) * unit;
  const [clock = "", days = "0"] = value.split("-").reverse();
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return ((Number(days) * 24 + hours) * 60 + minutes) * 60 + seconds;
}

/** "1 to 8", or "gpu or debug". */
export function rangeInWords(adjustable: Adjustable, field: AdjustableField): string {
  const allowed = adjustable[field];
  if (Array.isArray(allowed)) return allowed.join(" or ");
  return allowed === undefined
    ? "what the template says"
    : `${String(allowed.min)} to ${String(allowed.max)}`;
}

function adjustableInWords(adjustable: Adjustable): string {
  const known = Object.keys(adjustable).filter((field) => isAdjustable(adjustable, field));
  if (known.length === 0) return "Nothing of it may be changed; choose another template.";
  const list = known.map((field) => `${field} (${rangeInWords(adjustable, field)})`);
  return `Changeable: ${list.join(", ")}.`;
}
