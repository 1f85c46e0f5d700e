"use client";

import { ClipboardCopy } from "lucide-react";
import type { DocumentText } from "@/components/reader/use-document-text";
import { IconButton } from "@/components/ui/button";
import { formatPlural } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";

/** Copies all of a text exactly as imported, once all of it is here. */
export function CopyTextButton({ text }: { readonly text: DocumentText }) {
  const copy = () =>
    navigator.clipboard.writeText(text.chunks.join("")).then(
      () => toast({ title: `Copied ${formatPlural(text.total, "character")}` }),
      () => toast({ title: "The browser did not let the text be copied.", tone: "danger" }),
    );
  return (
    <IconButton label="Copy the text" disabled={!text.complete} onClick={copy}>
      <ClipboardCopy />
    </IconButton>
  );
}
