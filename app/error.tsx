"use client";

import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";

interface ErrorPageProps {
  readonly error: Error;
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <Page>
      <h1 className="pb-3 text-xl font-semibold">This page could not be drawn</h1>
      <ErrorState error={error} onRetry={reset} />
    </Page>
  );
}
