"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { ReadAnswersDialog } from "@/components/review/read-answers-dialog";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { AnswerFormat } from "@/core/review/answer-line";

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

const FORMATS: readonly { readonly format: AnswerFormat; readonly as: string }[] = [
  { format: "jsonl", as: "as JSONL" },
  { format: "parquet", as: "as Parquet" },
  { format: "label-studio", as: "for Label Studio" },
];

/** What goes out of a session and comes back. */
export function ExchangeMenu({ sessionId }: { readonly sessionId: string }) {
  const [reading, setReading] = useState(false);
  const address = `/api/review/${sessionId}`;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button>
            <Download aria-hidden className="size-3.5" /> Export, read in
          </Button>
        }
      >
        <MenuLabel>All answers</MenuLabel>
        {FORMATS.map(({ format, as }) => (
          <MenuItem key={format} onSelect={() => download(`${address}?format=${format}`)}>
            Answers {as}
          </MenuItem>
        ))}
        <MenuLabel>Settled documents only</MenuLabel>
        {FORMATS.map(({ format, as }) => (
          <MenuItem key={format} onSelect={() => download(`${address}?approved&format=${format}`)}>
            Approved {as}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setReading(true)}>Read answers in…</MenuItem>
      </Menu>
      {reading && <ReadAnswersDialog sessionId={sessionId} onClose={() => setReading(false)} />}
    </>
  );
}
