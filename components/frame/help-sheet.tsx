"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useShownKeys } from "@/components/ui/keys";

interface HelpSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The keys of the page that is on the screen. */
export function HelpSheet({ open, onOpenChange }: HelpSheetProps) {
  const groups = useShownKeys();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys of this page">
      <div className="flex flex-col gap-4">
        {groups.map(({ title, bindings }) => (
          <section key={title}>
            <h3 className="eyebrow pb-1">{title}</h3>
            <dl className="divide-y">
              {bindings.map(({ keys, label }) => (
                <div key={keys} className="flex items-center justify-between py-1.5">
                  <dt className="text-sm">{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
