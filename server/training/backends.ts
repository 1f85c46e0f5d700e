import path from "node:path";
import { z } from "zod";
import { rayTemplateSchema, slurmTemplateSchema } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import { studioHome } from "@/server/storage/home";
import { absolute, oneTokenAtMost, serviceFields } from "@/server/training/admin-fields";
import { readIfPresent } from "@/server/training/run-files";

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "small letters, digits and - only");
const label = z.string().trim().min(1).max(80);
const line = z.string().regex(/^[^\n]*$/, "one line");

const templatesOf = <T extends z.ZodType<{ readonly name: string }>>(template: T) =>
  z
    .array(template)
    .min(1)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "each name once");

const localSchema = z.strictObject({ id, kind: z.literal("local"), label });

const clusterFields = {
  /** Where a folder of the studio lies for the cluster; a path outside all of them is the same there. */
  paths: z.array(z.strictObject({ studio: absolute, cluster: absolute })).default([]),
  /** Python of the cluster that has the trainer's requirements. */
  python: absolute,
  /** Folder on the cluster that holds meta_rater_gpu; default: a Slurm has it in that Python, a Ray is sent it. */
  trainer: absolute.optional(),
  /** Shell lines before the trainer, such as `module load cuda`. */
  setup: z.array(line).default([]),
  /** Seconds that the trainer has for its last checkpoint before it is ended. */
  checkpointSeconds: z.number().int().min(1).max(65_535).default(120),
  /** How old an answer of the cluster may be before it is asked again. */
  pollSeconds: z.number().min(0.1).max(600).default(5),
};

const restSchema = z
  .strictObject({
    ...serviceFields,
    /** Whom the token is for; default: the account the studio runs under. */
    user: z
      .string()
      .regex(/^[\w.@-]+$/, "the name of an account")
      .optional(),
  })
  .refine(({ tokenFile, tokenVariable }) => (tokenFile === undefined) !== (tokenVariable === undefined), {
    path: ["tokenFile"],
    message: "either tokenFile or tokenVariable",
  });

const slurmSchema = z
  .strictObject({
    id,
    kind: z.literal("slurm"),
    label,
    /** Folder of sbatch, squeue, scancel and scontrol; default: found by PATH. */
    binaries: absolute.optional(),
    /** SLURM_CONF of these programs; default: what they find by themselves. */
    config: absolute.optional(),
    /** Its slurmrestd, which is spoken to instead of the programs. */
    rest: restSchema.optional(),
    ...clusterFields,
    templates: templatesOf(slurmTemplateSchema),
  })
  .refine(({ rest, binaries, config }) => rest === undefined || (binaries ?? config) === undefined, {
    path: ["rest"],
    message: "either rest, or binaries and config of the programs",
  });

const raySchema = oneTokenAtMost(
  z.strictObject({
    id,
    kind: z.literal("ray"),
    label,
    ...serviceFields,
    ...clusterFields,
    templates: templatesOf(rayTemplateSchema),
  }),
);

const backendsSchema = z
  .array(z.discriminatedUnion("kind", [localSchema, slurmSchema, raySchema]))
  .min(1)
  .refine((all) => new Set(all.map((backend) => backend.id)).size === all.length, "each id once");

export type Backend = z.output<typeof backendsSchema>[number];
export type SlurmBackend = Extract<Backend, { kind: "slurm" }>;
export type RayBackend = Extract<Backend, { kind: "ray" }>;
export type ClusterBackend = SlurmBackend | RayBackend;

const LOCAL: Backend = { id: "local", kind: "local", label: "This machine" };

/** What an admin writes; docs/training-on-a-cluster.md. */
const backendsPath = (home: string): string => path.join(home, "backends.json");

/**
 * Where runs can be trained: `STUDIO_HOME/backends.json`, or this machine alone while there is no such file.
 * @throws StudioError `invalid-input` that names the file, the field and what is wrong with it.
 */
export async function readBackends(home = studioHome()): Promise<readonly Backend[]> {
  const file = backendsPath(home);
  const text = await readIfPresent(file);
  return text === null ? [LOCAL] : parseBackends(text, file);
}

function parseBackends(text: string, file: string): readonly Backend[] {
  const way = "Correct the file; docs/training-on-a-cluster.md shows one.";
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new StudioError("invalid-input", `${file} is no JSON: ${String(error)}.`, way);
  }
  const parsed = backendsSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "list"}: ${issue.message}`);
  throw new StudioError("invalid-input", `${file} is not right: ${issues.join("; ")}.`, way);
}

/** @throws StudioError `not-found` that lists what there is. */
export async function findBackend(wanted: string, home = studioHome()): Promise<Backend> {
  const backends = await readBackends(home);
  const found = backends.find((backend) => backend.id === wanted);
  if (found !== undefined) return found;
  throw new StudioError(
    "not-found",
    `There is no training backend "${wanted}" in ${backendsPath(home)}.`,
    `There are: ${backends.map((backend) => backend.id).join(", ")}.`,
  );
}
