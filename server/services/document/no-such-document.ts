import { StudioError } from "@/core/errors";

export const noSuchDocument = (ordinal: number): StudioError =>
  new StudioError(
    "not-found",
    `The corpus has no document ${String(ordinal)}.`,
    "Its documents are counted from 0.",
  );
