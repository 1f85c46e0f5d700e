"use client";

import { memo } from "react";
import { BoundaryPanel } from "@/components/mixer/boundary-panel";
import { ConstraintsSection } from "@/components/mixer/constraints-section";
import { MixerHeader } from "@/components/mixer/mixer-header";
import { MixturePanel } from "@/components/mixer/mixture-panel";
import { PreviewNotice } from "@/components/mixer/preview-notice";
import { ReaderProvider } from "@/components/mixer/reader-context";
import { ReaderDrawer } from "@/components/mixer/reader-drawer";
import { RecipeSettings } from "@/components/mixer/recipe-settings";
import { SidePanel } from "@/components/mixer/side-panel";
import { SummaryStrip } from "@/components/mixer/summary-strip";
import { WeightsPanel } from "@/components/mixer/weights-panel";

/** A stacking context of its own: Chromium paints again only those in which something moved. */
const COLUMN = "isolate min-w-0 space-y-4 p-3 sm:p-4 lg:min-h-0 lg:overflow-y-auto";

/**
 * Weights, mixture and selection side by side, each with its own scroll; on a narrow screen one below the other. Its parts
 * draw themselves: a new address, written when the hand lets go, draws nothing of it again.
 */
export const MixerLayout = memo(function MixerLayout() {
  return (
    <ReaderProvider>
      <div className="flex flex-col lg:h-full">
        <MixerHeader />
        <PreviewNotice />
        <SummaryStrip />
        <div className="grid grid-cols-1 divide-y lg:min-h-0 lg:flex-1 lg:grid-cols-[minmax(410px,5fr)_minmax(0,6fr)] lg:divide-x lg:divide-y-0 xl:grid-cols-[minmax(420px,10fr)_minmax(0,9fr)_minmax(0,10fr)]">
          <div className={COLUMN}>
            <WeightsPanel />
            <RecipeSettings />
            <ConstraintsSection />
          </div>
          <div className="contents max-xl:lg:block max-xl:lg:min-h-0 max-xl:lg:overflow-y-auto">
            <div className={`${COLUMN} max-xl:lg:overflow-visible`} tabIndex={0}>
              <MixturePanel />
              <BoundaryPanel />
            </div>
            <div className={`${COLUMN} max-xl:lg:overflow-visible`} tabIndex={0}>
              <SidePanel />
            </div>
          </div>
        </div>
      </div>
      <ReaderDrawer />
    </ReaderProvider>
  );
});
