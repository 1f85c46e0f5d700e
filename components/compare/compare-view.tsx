"use client";

import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { BetweenSection } from "@/components/compare/between-section";
import { ChangedSection } from "@/components/compare/changed-section";
import { ChooserDialog } from "@/components/compare/chooser-dialog";
import { movedItem, withItem, withoutItem } from "@/components/compare/chosen-items";
import type { CompareAddress } from "@/components/compare/compare-address";
import { facesOf, type Face } from "@/components/compare/compared-face";
import { ItemsPanel } from "@/components/compare/items-panel";
import { EvaluationsSection } from "@/components/compare/evaluations-section";
import { OutcomesSection } from "@/components/compare/outcomes-section";
import { KeepReport } from "@/components/compare/keep-report";
import { FigureSection, ReportFigures } from "@/components/compare/report-figures";
import { SectionNav } from "@/components/compare/section-nav";
import { SelectionsSection } from "@/components/compare/selections-section";
import { SettingsSection } from "@/components/compare/settings-section";
import { useCompareAddress, type ChangeAddress } from "@/components/compare/use-compare-address";
import { useCompared } from "@/components/compare/use-compared";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { itemKey, type ItemRef } from "@/core/comparison/item";

export const CompareSkeleton = () => (
  <Page>
    <PageHeader title="Compare" />
    <SkeletonRows rows={10} />
  </Page>
);

/** Recipes, selections and runs side by side. */
export function CompareView() {
  const [address, change] = useCompareAddress();
  const [choosing, setChoosing] = useState(false);
  useKeys("Comparison", [{ keys: "a", label: "Choose what to compare", run: () => setChoosing(true) }]);
  const { items } = address;
  // What comes first brings its own corpus; a saved version is counted on the corpus that is seen.
  const add = (ref: ItemRef) =>
    change({
      ...withItem(address, ref),
      ...(items.length === 0 && ref.kind !== "version" ? { corpusId: null, number: null } : {}),
    });
  return (
    <>
      {items.length === 0 ? (
        <Nothing onChoose={() => setChoosing(true)} />
      ) : (
        <ReportFigures>
          <Comparison address={address} change={change} onChoose={() => setChoosing(true)} />
        </ReportFigures>
      )}
      {choosing && (
        <ChooserDialog
          chosen={new Set(items.map(itemKey))}
          onAdd={add}
          onRemove={(key) => change(withoutItem(address, key))}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

const Nothing = ({ onChoose }: { readonly onChoose: () => void }) => (
  <Page>
    <PageHeader
      title="Compare"
      detail="Recipes, their selections and the models trained on them, side by side"
      actions={
        <TextLink href="/reports" className="text-sm">
          Reports
        </TextLink>
      }
    />
    <Panel flush>
      <EmptyState
        title="Nothing to compare yet"
        action={
          <Button variant="primary" onClick={onChoose}>
            Choose what to compare…
          </Button>
        }
      >
        Choose two or more saved versions of recipes, confirmed selections or runs. The page shows how their
        settings differ, which documents each takes that the others leave, and what the models have learnt.
        Nothing saved? Open the mixer of a <TextLink href="/corpora">corpus</TextLink> and save a version.
      </EmptyState>
    </Panel>
  </Page>
);

interface ComparisonProps {
  readonly address: CompareAddress;
  readonly change: ChangeAddress;
  readonly onChoose: () => void;
}

function Comparison({ address, change, onChoose }: ComparisonProps) {
  const { compared, error, retry, corpus, corpusError } = useCompared(address, change);
  const faces = useMemo(() => {
    const order = new Map(address.items.map((ref, place) => [itemKey(ref), place]));
    const kept = (compared?.items ?? []).filter(({ ref }) => order.has(itemKey(ref)));
    const placeOf = (ref: ItemRef): number => order.get(itemKey(ref)) ?? 0;
    return facesOf(
      kept.toSorted((a, b) => placeOf(a.ref) - placeOf(b.ref)),
      address.base,
    );
  }, [compared, address.items, address.base]);
  return (
    <Page>
      <PageHeader
        title="Compare"
        beside={corpus?.synthetic === true && <Badge tone="warning">synthetic</Badge>}
        detail={
          corpus !== null && (
            <>
              Counted on <TextLink href={`/corpora/${corpus.corpusId}`}>{corpus.name}</TextLink> version{" "}
              {corpus.number}, {formatCount(corpus.documents)} documents
            </>
          )
        }
        actions={
          <>
            <TextLink href="/reports" className="text-sm">
              Reports
            </TextLink>
            {faces.length > 0 && <KeepReport faces={faces} corpus={corpus} />}
            <Button variant={address.items.length < 2 ? "primary" : "secondary"} onClick={onChoose}>
              <Plus aria-hidden className="size-3.5" />
              Choose…
            </Button>
          </>
        }
      />
      {corpusError !== null && (
        <ErrorState
          error={corpusError}
          className="mb-4"
          action={
            <Button onClick={() => change({ corpusId: null, number: null })}>
              Count on the corpus of the items
            </Button>
          }
        />
      )}
      {error !== null && compared === undefined ? (
        <ErrorState error={error} onRetry={retry} />
      ) : compared === undefined ? (
        <SkeletonRows rows={10} />
      ) : (
        <>
          <ItemsPanel
            faces={faces}
            order={address.items.map(itemKey)}
            missing={compared.missing.filter(({ ref }) =>
              address.items.some((item) => itemKey(item) === itemKey(ref)),
            )}
            onPin={(key) => change({ base: key, row: null })}
            onMove={(key, by) => change(movedItem(address, key, by))}
            onRemove={(key) => change(withoutItem(address, key))}
            onCountOn={(corpusId, number) => change({ corpusId, number, row: null })}
          />
          {faces.length > 0 && <Sections faces={faces} corpus={corpus} address={address} change={change} />}
        </>
      )}
    </Page>
  );
}

interface SectionsProps {
  readonly faces: readonly Face[];
  readonly corpus: ReturnType<typeof useCompared>["corpus"];
  readonly address: CompareAddress;
  readonly change: ChangeAddress;
}

function Sections({ faces, corpus, address, change }: SectionsProps) {
  const countable = useMemo(() => faces.filter(({ item }) => item.hindrance === null), [faces]);
  const showPair = (first: Face, second: Face) => {
    change({ base: first.key, other: second.key, row: null });
    document.getElementById("documents")?.scrollIntoView();
  };
  return (
    <>
      <SectionNav />
      <div className="space-y-4 *:scroll-mt-11">
        <div id="settings">
          <FigureSection title="Settings">
            <SettingsSection faces={faces} all={address.all} onAll={(all) => change({ all })} />
          </FigureSection>
        </div>
        {countable[0] !== undefined && countable[0] !== faces[0] && (
          <p className="px-1 text-xs text-warning">
            The documents of the baseline cannot be counted here; {countable[0].letter} stands in its place
            below.
          </p>
        )}
        {corpus !== null && countable.length > 0 ? (
          <>
            <div id="selections">
              <FigureSection title="Selections">
                <SelectionsSection
                  versionId={corpus.versionId}
                  faces={countable}
                  measure={address.measure}
                  onMeasure={(measure) => change({ measure })}
                  onPair={showPair}
                />
              </FigureSection>
            </div>
            <div id="documents">
              {countable.length > 1 ? (
                <FigureSection title="Changed documents">
                  <ChangedSection corpus={corpus} faces={countable} address={address} change={change} />
                </FigureSection>
              ) : (
                <NeedsTwo title="Changed documents" what="which documents a selection gains and loses" />
              )}
            </div>
          </>
        ) : (
          <div id="selections">
            <Panel title="Selections">
              <p className="text-sm text-muted">
                {corpus === null
                  ? "Opening the corpus…"
                  : "None of these can be counted on this version of the corpus; the list above says why. Their settings and outcomes are compared all the same."}
              </p>
            </Panel>
          </div>
        )}
        <div id="outcomes">
          <FigureSection title="Outcomes">
            <OutcomesSection faces={faces} address={address} change={change} />
          </FigureSection>
        </div>
        <div id="evaluations">
          <FigureSection title="Evaluations">
            <EvaluationsSection faces={faces} />
          </FigureSection>
        </div>
        {corpus !== null && (
          <div id="between">
            {countable.length > 1 ? (
              <FigureSection title="Between two recipes">
                <BetweenSection corpus={corpus} faces={countable} address={address} change={change} />
              </FigureSection>
            ) : (
              <NeedsTwo
                title="Between two recipes"
                what="the mixtures on the way from one recipe to the other"
              />
            )}
          </div>
        )}
      </div>
    </>
  );
}

const NeedsTwo = ({ title, what }: { readonly title: string; readonly what: string }) => (
  <Panel title={title}>
    <p className="text-sm text-muted">Add a second one that can be counted on this corpus to see {what}.</p>
  </Panel>
);
