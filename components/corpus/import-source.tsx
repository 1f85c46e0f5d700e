"use client";

import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { SourceLocation } from "@/components/corpus/import-request";
import { ImportUpload } from "@/components/corpus/import-upload";
import type { UploadControl } from "@/components/corpus/use-upload";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";

const WAYS = [
  { value: "path", label: "On the server" },
  { value: "upload", label: "Upload" },
] as const;

export type ImportWay = (typeof WAYS)[number]["value"];

interface ImportSourceProps {
  readonly way: ImportWay;
  readonly path: string;
  readonly upload: UploadControl;
  /** What is looked at now. */
  readonly location: SourceLocation | null;
  readonly onWay: (way: ImportWay) => void;
  readonly onPath: (path: string) => void;
  readonly onLook: (path: string) => void;
}

/** Where the documents come from: a path that is looked into when asked, or files that are sent. */
export function ImportSource({ way, path, upload, location, onWay, onPath, onLook }: ImportSourceProps) {
  const roots = useQuery(useTRPC().corpus.importRoots.queryOptions());
  const look = () => {
    if (path.trim() !== "") onLook(path.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isLookedAt = location !== null && "path" in location && location.path === path.trim();
    if (event.key !== "Enter" || isLookedAt) return;
    event.preventDefault();
    look();
  };
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        label="Where the files are"
        value={way}
        options={WAYS}
        onValue={onWay}
        className="self-start"
      />
      {way === "upload" ? (
        <ImportUpload upload={upload} />
      ) : (
        <Field
          label="Folder or file on the server"
          hint={<>Must lie under {(roots.data ?? []).join(" or ") || "an allowed folder"}.</>}
        >
          {(control) => (
            <span className="flex gap-2">
              <Input
                {...control}
                value={path}
                onChange={(event) => onPath(event.target.value)}
                onKeyDown={onKeyDown}
                placeholder="/data/slimpajama-meta-rater"
                className="font-mono text-xs"
              />
              <Button disabled={path.trim() === ""} onClick={look}>
                Look inside
              </Button>
            </span>
          )}
        </Field>
      )}
    </div>
  );
}
