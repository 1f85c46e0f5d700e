"use client";

import {
  ChartSpline,
  Columns3,
  Database,
  FlaskConical,
  SlidersHorizontal,
  TableProperties,
  UsersRound,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { hrefOf, placeOf, PLACES, type Place } from "@/components/frame/places";
import { useChosenCorpus } from "@/components/frame/use-chosen-corpus";
import { cx } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

const ICONS = {
  corpora: Database,
  browse: TableProperties,
  mixer: SlidersHorizontal,
  compare: Columns3,
  review: UsersRound,
  campaigns: FlaskConical,
  runs: ChartSpline,
} as const;

const ITEM = "flex h-13 flex-1 flex-col items-center justify-center gap-0.5 rounded-md text-2xs sm:flex-none";

function RailItem({
  place,
  current,
  href,
}: {
  readonly place: Place;
  readonly current: boolean;
  readonly href: string | null;
}) {
  const Icon = ICONS[place.id];
  const face = (
    <>
      <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
      {place.label}
    </>
  );
  if (href === null) {
    return (
      <Tooltip text="Import a corpus first" side="right">
        <span role="link" aria-disabled tabIndex={0} className={cx(ITEM, "text-faint")}>
          {face}
        </span>
      </Tooltip>
    );
  }
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={cx(
        ITEM,
        current ? "bg-accent-soft font-medium text-accent" : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      {face}
    </Link>
  );
}

/** The places of the studio: a slim rail on the left, a bar at the bottom of a narrow screen. */
export function Rail() {
  const current = placeOf(usePathname());
  const { corpusId } = useChosenCorpus();
  return (
    <nav
      aria-label="Places"
      className="order-last flex shrink-0 gap-1 border-t bg-surface px-1.5 pt-1 pb-[max(4px,env(safe-area-inset-bottom))] sm:order-first sm:w-18 sm:flex-col sm:border-r sm:border-t-0 sm:py-1.5"
    >
      <Link
        href="/"
        aria-label="Meta-rater Studio"
        className="mb-1 hidden h-9 items-center justify-center rounded-md hover:bg-hover sm:flex"
      >
        <svg viewBox="0 0 20 20" className="size-5" aria-hidden>
          <path
            d="M3 17V9M8 17V3M13 17v-6M18 17V7"
            fill="none"
            stroke="var(--color-line-strong)"
            strokeWidth="2.4"
            strokeLinecap="round"
          />
          <path
            d="M3 17v-3M8 17V8M13 17v-2M18 17v-6"
            fill="none"
            stroke="var(--color-accent)"
            strokeWidth="2.4"
            strokeLinecap="round"
          />
        </svg>
      </Link>
      {PLACES.map((place) => (
        <RailItem
          key={place.id}
          place={place}
          current={place.id === current}
          href={hrefOf(place, corpusId)}
        />
      ))}
    </nav>
  );
}
