"use client";

import { useState } from "react";
import { ImportAsk } from "@/components/corpus/import-ask";
import { FIRST_OPTIONS, type ImportOptions } from "@/components/corpus/import-options";
import type { ImportRequest, SourceLocation } from "@/components/corpus/import-request";
import { ImportSource, type ImportWay } from "@/components/corpus/import-source";
import type { UploadControl } from "@/components/corpus/use-upload";

interface ImportFormProps {
  /** What was asked for before, to be corrected. */
  readonly initial: ImportRequest | null;
  readonly upload: UploadControl;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (request: ImportRequest) => void;
}

const optionsOf = (request: ImportRequest | null): ImportOptions =>
  request === null
    ? FIRST_OPTIONS
    : {
        name: request.name,
        validationPath: request.validationPath ?? "",
        maxRejects: request.maxRejects * 100,
        holdout: request.holdout * 100,
      };

const pathOf = (request: ImportRequest | null): string =>
  request !== null && "path" in request.location ? request.location.path : "";

/** A source, what was found in it, and how it is to be imported. */
export function ImportForm({ initial, upload, busy, error, onSubmit }: ImportFormProps) {
  const [way, setWay] = useState<ImportWay>(upload.state.phase === "none" ? "path" : "upload");
  const [path, setPath] = useState(pathOf(initial));
  const [lookedAt, setLookedAt] = useState(pathOf(initial));
  const [options, setOptions] = useState(() => optionsOf(initial));
  const atPath: SourceLocation | null = lookedAt === "" ? null : { path: lookedAt };
  const sent: SourceLocation | null = upload.state.phase === "done" ? { uploadId: upload.state.id } : null;
  const location = way === "path" ? atPath : sent;
  const place = JSON.stringify(location);
  const asked = initial !== null && JSON.stringify(initial.location) === place ? initial : null;
  return (
    <div className="flex flex-col gap-4">
      <ImportSource
        way={way}
        path={path}
        upload={upload}
        location={location}
        onWay={setWay}
        onPath={setPath}
        onLook={setLookedAt}
      />
      {location !== null && (
        <ImportAsk
          key={place}
          location={location}
          initialMapping={asked?.mapping ?? null}
          options={options}
          onOptions={setOptions}
          busy={busy}
          error={error}
          onSubmit={(mapping, name) =>
            onSubmit({
              location,
              name,
              mapping,
              maxRejects: options.maxRejects / 100,
              holdout: options.holdout / 100,
              validationPath: options.validationPath.trim() === "" ? null : options.validationPath.trim(),
            })
          }
        />
      )}
    </div>
  );
}
