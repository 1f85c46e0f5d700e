import { z } from "zod";

/** What Slurm complains of within its JSON. */
export const errorsSchema = z.object({
  errors: z
    .array(
      z.object({
        description: z.string().catch(""),
        error: z.string().catch(""),
        source: z.string().catch(""),
        /** Of slurm_errno.h. */
        error_number: z.number().catch(0),
      }),
    )
    .default([]),
});

type SlurmError = z.output<typeof errorsSchema>["errors"][number];

export const errorWords = ({ description, error, source }: SlurmError): string =>
  [description, error, source].filter((word) => word !== "").join(", ");
