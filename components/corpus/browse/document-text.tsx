import { useMemo } from "react";
import { textChunks } from "@/components/corpus/browse/text-chunks";

/** A document as plain text, whatever it contains, 68 characters wide; a long one opens at once. */
export function DocumentText({ text }: { readonly text: string }) {
  const chunks = useMemo(() => textChunks(text), [text]);
  return (
    <div
      dir="auto"
      className="max-w-[68ch] font-serif text-[15px] leading-6 break-words whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {chunks.map((chunk, index) => (
        <div key={index} className="[contain-intrinsic-size:auto_1400px] [content-visibility:auto]">
          {chunk.replace(/\n$/, "")}
        </div>
      ))}
    </div>
  );
}
