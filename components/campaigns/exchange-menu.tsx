"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { ReadLossesDialog } from "@/components/campaigns/read-losses-dialog";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

const FORMATS = [
  { format: "csv", label: "Everything as CSV" },
  { format: "parquet", label: "Everything as Parquet" },
] as const;

interface ExchangeMenuProps {
  readonly campaignId: string;
  /** Whether losses may be read in. */
  readonly readsIn: boolean;
}

/** What goes out of a campaign and comes back. */
export function ExchangeMenu({ campaignId, readsIn }: ExchangeMenuProps) {
  const [reading, setReading] = useState(false);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button>
            <Download aria-hidden className="size-3.5" /> {readsIn ? "Export, read in" : "Export"}
          </Button>
        }
      >
        {FORMATS.map(({ format, label }) => (
          <MenuItem key={format} onSelect={() => download(`/api/campaign/${campaignId}?format=${format}`)}>
            {label}
          </MenuItem>
        ))}
        {readsIn && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => setReading(true)}>Read losses in…</MenuItem>
          </>
        )}
      </Menu>
      {reading && <ReadLossesDialog campaignId={campaignId} onClose={() => setReading(false)} />}
    </>
  );
}
