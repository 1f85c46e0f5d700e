"use client";

import { useSyncExternalStore } from "react";
import type { PageCache } from "@/components/table/page-cache";

/** Renders again whenever rows have come or failed to. */
export const useArrivals = <Row>(rows: PageCache<Row>): number =>
  useSyncExternalStore(rows.subscribe, rows.version, rows.version);
