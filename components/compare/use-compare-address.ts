"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import {
  compareParameters,
  readCompareAddress,
  type CompareAddress,
} from "@/components/compare/compare-address";
import { setParameters } from "@/components/ui/url-parameters";

export type ChangeAddress = (parts: Partial<CompareAddress>) => void;

/** What the page shows lives in its address; changing it leaves the history of the browser alone. */
export function useCompareAddress(): readonly [CompareAddress, ChangeAddress] {
  const search = useSearchParams();
  const address = useMemo(() => readCompareAddress(search), [search]);
  return [address, (parts) => setParameters(compareParameters(parts))];
}
