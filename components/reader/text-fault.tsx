import type { DocumentText } from "@/components/reader/use-document-text";
import { Button } from "@/components/ui/button";
import { errorText } from "@/components/ui/error-text";

/** What went wrong with the rest of a long text; nothing while all is well. */
export function TextFault({ text: { error, retry } }: { readonly text: DocumentText }) {
  if (error === null) return null;
  return (
    <p role="alert" className="flex items-center gap-2 border-b px-3 py-1 text-xs text-danger">
      <span className="flex-1">The rest of the text did not come. {errorText(error).message}</span>
      <Button onClick={retry}>Try again</Button>
    </p>
  );
}
