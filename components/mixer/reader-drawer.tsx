"use client";

import { useMemo, useRef } from "react";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { useReader } from "@/components/mixer/reader-context";
import { useScoringPlan } from "@/components/mixer/use-scoring-plan";
import { Reader } from "@/components/reader/reader";
import { useKeys } from "@/components/ui/keys";

/** The document beside the mixer, which stays in use: text, and why it is in or out. */
export function ReaderDrawer() {
  const { opened } = useReader();
  return opened === null ? null : <OpenReader ordinal={opened} />;
}

function OpenReader({ ordinal }: { readonly ordinal: number }) {
  const corpus = useMixerCorpus();
  const { open, close } = useReader();
  const walk = useWalk(ordinal);
  const current = useRestingRecipe();
  const text = useRef<HTMLDivElement>(null);
  useKeys("Document", [
    { keys: "j", label: "Next document", run: () => walk(1) },
    { keys: "k", label: "Previous document", run: () => walk(-1) },
    { keys: "Enter", label: "Into the text", run: () => text.current?.focus() },
    { keys: "Escape", label: "Close the document", run: close },
  ]);
  return (
    <aside
      aria-label="Document"
      className="fixed inset-0 z-30 flex animate-fade border-l bg-surface shadow-float sm:left-auto sm:w-[min(900px,62vw)]"
    >
      <Reader
        corpus={corpus}
        ordinal={ordinal}
        current={current}
        inMixer
        place={null}
        onStep={walk}
        onOpen={open}
        onClose={close}
        textRef={text}
      />
    </aside>
  );
}

/** The recipe without the drag in progress: ranking a whole corpus waits for the hand to let go. Null where it has no weight. */
function useRestingRecipe() {
  const recipe = useMixer((state) => state.grabbed ?? state.recipe);
  const weighs = useScoringPlan() !== null;
  return useMemo(() => (weighs ? { recipe, from: "mixer" as const } : null), [weighs, recipe]);
}

/** Walks through the documents at the threshold, from the safest in to the furthest out. */
function useWalk(ordinal: number): (by: 1 | -1) => void {
  const justIn = usePreview((preview) => preview.justIn);
  const justOut = usePreview((preview) => preview.justOut);
  const { open } = useReader();
  return (by) => {
    const ordinals = [...justIn, ...justOut].map((document) => document.ordinal);
    const place = ordinals.indexOf(ordinal);
    const next = ordinals[place < 0 ? 0 : place + by];
    if (next !== undefined) open(next);
  };
}
