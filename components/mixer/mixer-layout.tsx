"use client";

import { BoundaryPanel } from "@/components/mixer/boundary-panel";
import { MixerHeader } from "@/components/mixer/mixer-header";
import { MixturePanel } from "@/components/mixer/mixture-panel";
import { PreviewNotice } from "@/components/mixer/preview-notice";
import { ReaderProvider } from "@/components/mixer/reader-context";
import { ReaderDrawer } from "@/components/mixer/reader-drawer";
import { RecipeSettings } from "@/components/mixer/recipe-settings";
import { SelectedPanel } from "@/components/mixer/selected-panel";
import { SummaryStrip } from "@/components/mixer/summary-strip";
import { WeightsPanel } from "@/components/mixer/weights-panel";

const COLUMN = "min-w-0 space-y-4 p-3 sm:p-4 lg:min-h-0 lg:overflow-y-auto";

interface MixerLayoutProps {
  readonly previewBytes: { readonly values: number; readonly ranks: number };
}

/** Weights, mixture and selection side by side, each with its own scroll; on a narrow screen one below the other. */
export const MixerLayout = ({ previewBytes }: MixerLayoutProps) => (
  <ReaderProvider>
    <div className="flex flex-col lg:h-full">
      <MixerHeader />
      <PreviewNotice bytes={previewBytes} />
      <SummaryStrip />
      <div className="grid grid-cols-1 divide-y lg:min-h-0 lg:flex-1 lg:grid-cols-[minmax(410px,5fr)_minmax(0,6fr)] lg:divide-x lg:divide-y-0 xl:grid-cols-[minmax(420px,10fr)_minmax(0,9fr)_minmax(0,10fr)]">
        <div className={COLUMN}>
          <WeightsPanel />
          <RecipeSettings />
        </div>
        <div className="contents max-xl:lg:block max-xl:lg:min-h-0 max-xl:lg:overflow-y-auto">
          <div className={`${COLUMN} max-xl:lg:overflow-visible`} tabIndex={0}>
            <MixturePanel />
            <BoundaryPanel />
          </div>
          <div className={`${COLUMN} max-xl:lg:overflow-visible`} tabIndex={0}>
            <SelectedPanel />
          </div>
        </div>
      </div>
    </div>
    <ReaderDrawer />
  </ReaderProvider>
);
