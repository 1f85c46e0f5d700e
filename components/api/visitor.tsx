"use client";

import { createContext, useContext, type ReactNode } from "react";
import { needOf, refusalOf, type Verb } from "@/core/access";
import type { Visitor } from "@/server/api/context";

const VisitorContext = createContext<Visitor | null>(null);

interface VisitorProviderProps {
  readonly visitor: Visitor;
  readonly children: ReactNode;
}

export const VisitorProvider = ({ visitor, children }: VisitorProviderProps) => (
  <VisitorContext value={visitor}>{children}</VisitorContext>
);

/** Whoever sees the page. */
export function useVisitor(): Visitor {
  const visitor = useContext(VisitorContext);
  if (visitor === null) throw new Error("No page of the studio is drawn for nobody.");
  return visitor;
}

/** What an act takes that whoever sees the page may not do; null where they may. */
export const useNeed = (verb: Verb): string | null => needOf(useVisitor().role, verb);

/** Why whoever sees the page may not do something; null where they may. The server decides again. */
export const useRefusal = (verb: Verb): string | null => refusalOf(useVisitor().role, verb);
