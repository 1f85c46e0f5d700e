"use client";

import { ChevronDown, ChevronUp, Pin, X } from "lucide-react";
import { FaceMark } from "@/components/compare/face-mark";
import type { Face } from "@/components/compare/compared-face";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { shortHash } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import type { ComparedItem } from "@/core/comparison/compared-item";
import { itemKey, type ItemRef } from "@/core/comparison/item";

interface ItemActs {
  readonly onPin: (key: string) => void;
  readonly onMove: (key: string, by: 1 | -1) => void;
  readonly onRemove: (key: string) => void;
  /** Counts the sets on the corpus that an item pins. */
  readonly onCountOn: (corpusId: string, number: number) => void;
}

interface ItemsPanelProps extends ItemActs {
  readonly faces: readonly Face[];
  /** Keys in the order of the address. */
  readonly order: readonly string[];
  readonly missing: readonly { readonly ref: ItemRef; readonly why: string }[];
}

/** What is compared: the baseline first, then the others in their order. */
export const ItemsPanel = ({ faces, order, missing, ...acts }: ItemsPanelProps) => (
  <ul aria-label="What is compared" className="divide-y rounded-lg border bg-surface">
    {faces.map((face, place) => (
      <ItemRow
        key={face.key}
        face={face}
        isBaseline={place === 0}
        first={face.key === order[0]}
        last={face.key === order.at(-1)}
        {...acts}
      />
    ))}
    {missing.map(({ ref, why }) => (
      <li key={itemKey(ref)} className="flex items-center gap-2 px-3 py-1.5">
        <p className="min-w-0 flex-1 text-sm text-warning">{why}</p>
        <IconButton label="Remove what is missing" onClick={() => acts.onRemove(itemKey(ref))}>
          <X />
        </IconButton>
      </li>
    ))}
  </ul>
);

interface ItemRowProps extends ItemActs {
  readonly face: Face;
  readonly isBaseline: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

function ItemRow({ face, isBaseline, first, last, onPin, onMove, onRemove, onCountOn }: ItemRowProps) {
  const { key, item, name } = face;
  const { own, hindrance } = item;
  return (
    <li className="flex items-start gap-2 px-3 py-1.5">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 pt-1">
        <FaceMark face={face} className="max-w-full text-sm" />
        {isBaseline && <Badge>baseline</Badge>}
        {item.archived && <Badge tone="warning">archived</Badge>}
        <ItemOrigin item={item} />
        {hindrance !== null && (
          <p className="w-full text-xs text-warning">
            {hindrance.why} <span className="text-muted">{hindrance.way}</span>{" "}
            {own !== null && (
              <Button
                variant="quiet"
                className="h-5 px-1.5 text-xs"
                onClick={() => onCountOn(own.corpusId, own.number)}
              >
                Count on {own.name} v{own.number}
              </Button>
            )}
          </p>
        )}
      </div>
      <span className="flex shrink-0">
        <IconButton
          label={isBaseline ? `${name} is the baseline` : `Make ${name} the baseline`}
          pressed={isBaseline}
          onClick={() => onPin(key)}
        >
          <Pin />
        </IconButton>
        <IconButton label={`Move ${name} up`} disabled={first} onClick={() => onMove(key, -1)}>
          <ChevronUp />
        </IconButton>
        <IconButton label={`Move ${name} down`} disabled={last} onClick={() => onMove(key, 1)}>
          <ChevronDown />
        </IconButton>
        <IconButton label={`Remove ${name}`} onClick={() => onRemove(key)}>
          <X />
        </IconButton>
      </span>
    </li>
  );
}

/** What an item is, where it comes from, and the way to it. */
const ItemOrigin = ({ item: { ref, recipeHash, own, selection, run } }: { readonly item: ComparedItem }) => (
  <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs text-muted">
    {ref.kind === "version" && <span>saved version</span>}
    {selection !== null && <TextLink href={`/selections/${selection.id}`}>selection</TextLink>}
    {run !== null && (
      <span>
        <TextLink href={`/runs/${run.id}`}>run</TextLink> {run.model}, {run.state}
      </span>
    )}
    {own !== null && (
      <span className="truncate">
        <bdi>{own.name}</bdi> v{own.number}
      </span>
    )}
    <span className="font-mono text-2xs" title={recipeHash}>
      {shortHash(recipeHash)}
    </span>
  </span>
);
