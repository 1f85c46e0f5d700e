"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatBytes } from "@/components/ui/format";
import { FIELD_CLASSES } from "@/components/ui/input";

interface ReadFileDialogProps<T> {
  readonly title: string;
  readonly description: string;
  readonly hint: string;
  /** As the attribute of an input. */
  readonly accept: string;
  readonly mostBytes: number;
  readonly read: (file: File) => Promise<T>;
  readonly onRead: () => Promise<void>;
  readonly outcome: (read: T) => ReactNode;
  readonly onClose: () => void;
}

/** Reads one file in and shows what became of it. */
export function ReadFileDialog<T>(props: ReadFileDialogProps<T>) {
  const { title, description, hint, accept, mostBytes, onClose, outcome } = props;
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({ mutationFn: props.read, onSuccess: props.onRead });
  const isLarge = file !== null && file.size > mostBytes;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            busy={read.isPending}
            disabled={file === null || isLarge}
            onClick={() => file !== null && read.mutate(file)}
          >
            Read it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="File"
          hint={hint}
          fault={
            isLarge ? `The file has ${formatBytes(file.size)}, ${formatBytes(mostBytes)} are read.` : null
          }
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept={accept}
              className={`${FIELD_CLASSES} h-auto py-1`}
              onChange={({ target }) => {
                setFile(target.files?.[0] ?? null);
                read.reset();
              }}
            />
          )}
        </Field>
        {read.error !== null && <ErrorState error={read.error} />}
        {read.data !== undefined && outcome(read.data)}
      </div>
    </Dialog>
  );
}
