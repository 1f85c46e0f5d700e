"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { ImportFound } from "@/components/corpus/import-found";
import { ImportMapping } from "@/components/corpus/import-mapping";
import { ImportOptionsFields, type ImportOptions } from "@/components/corpus/import-options";
import type { SourceLocation } from "@/components/corpus/import-request";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { stemOf } from "@/core/source-format";
import type { SourceMapping } from "@/core/source-mapping";

interface ImportAskProps {
  readonly location: SourceLocation;
  /** A mapping that was asked for before; else the server says which fits. */
  readonly initialMapping: SourceMapping | null;
  readonly options: ImportOptions;
  readonly onOptions: (options: ImportOptions) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (mapping: SourceMapping, name: string) => void;
}

const nameOf = (location: SourceLocation): string =>
  "path" in location ? stemOf(location.path.replace(/\/+$/, "").split("/").at(-1) ?? "") : "upload";

/** A source that was looked into: what is there, which column is what, and the button that imports it. */
export function ImportAsk(props: ImportAskProps) {
  const { location, initialMapping, options, onOptions, busy, error, onSubmit } = props;
  const [mapping, setMapping] = useState(initialMapping);
  const input = { ...location, ...(mapping === null ? {} : { mapping }) };
  const inspection = useQuery(
    useTRPC().corpus.inspect.queryOptions(input, { placeholderData: keepPreviousData, staleTime: 0 }),
  );
  if (inspection.isPending) return <SkeletonRows rows={4} />;
  if (inspection.isError)
    return <ErrorState error={inspection.error} onRetry={() => void inspection.refetch()} />;
  const { unknown, mapping: tried } = inspection.data;
  const proposedName = nameOf(location);
  const name = options.name.trim() === "" ? proposedName : options.name.trim();
  return (
    <>
      <ImportFound inspection={inspection.data} />
      <ImportMapping inspection={inspection.data} onMapping={setMapping} />
      <ImportOptionsFields options={options} proposedName={proposedName} onOptions={onOptions} />
      {unknown.length > 0 && (
        <ErrorState error={new Error(`No column is named ${unknown.join(", ")}: choose others above.`)} />
      )}
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <div className="sticky -bottom-4 -mx-4 -mb-4 flex justify-end border-t bg-raised px-4 py-2.5">
        <Button
          variant="primary"
          busy={busy}
          disabled={unknown.length > 0 || inspection.isPlaceholderData || name === ""}
          onClick={() => onSubmit(tried, name)}
        >
          Import
        </Button>
      </div>
    </>
  );
}
