"use client";

import { createContext, useContext, useEffect, useId, useMemo, useRef, type ReactNode } from "react";
import type { ExportedFigure } from "@/core/exported-chart";
import type { ReportSection } from "@/core/report/report-body";

interface Shown {
  readonly section: string;
  /** Where it stands on the page. */
  readonly place: () => Node | null;
  readonly figure: () => ExportedFigure;
}

/** The figures that are on the page, ready to be kept. */
class ShownFigures {
  readonly #shown = new Map<string, Shown>();

  put(id: string, shown: Shown): void {
    this.#shown.set(id, shown);
  }

  drop(id: string): void {
    this.#shown.delete(id);
  }

  /** In the order of the page, those of one section together. */
  sections(): ReportSection[] {
    const ordered = [...this.#shown.values()].sort(inOrderOfPage);
    const titles = [...new Set(ordered.map(({ section }) => section))];
    return titles.map((title) => ({
      title,
      figures: ordered.flatMap(({ section, figure }) => (section === title ? [figure()] : [])),
    }));
  }
}

function inOrderOfPage(a: Shown, b: Shown): number {
  const [first, second] = [a.place(), b.place()];
  if (first === null || second === null) return 0;
  return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const FiguresContext = createContext<ShownFigures | null>(null);
const SectionContext = createContext("");

export function ReportFigures({ children }: { readonly children: ReactNode }) {
  const figures = useMemo(() => new ShownFigures(), []);
  return <FiguresContext value={figures}>{children}</FiguresContext>;
}

/** The part of the page, and of a report, that figures within belong to. */
export const FigureSection = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) => <SectionContext value={title}>{children}</SectionContext>;

/** Takes down every figure that is on the page now. */
export function useShownFigures(): () => ReportSection[] {
  const figures = useContext(FiguresContext);
  return () => figures?.sections() ?? [];
}

/** Marks where a figure stands; a report that is made while it is on the page holds what `figure` gives then. */
export function FigureForReport({ figure }: { readonly figure: () => ExportedFigure }) {
  const figures = useContext(FiguresContext);
  const section = useContext(SectionContext);
  const id = useId();
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef(figure);
  useEffect(() => {
    latest.current = figure;
  });
  useEffect(() => {
    figures?.put(id, { section, place: () => mark.current, figure: () => latest.current() });
    return () => figures?.drop(id);
  }, [figures, section, id]);
  return <span ref={mark} hidden />;
}
