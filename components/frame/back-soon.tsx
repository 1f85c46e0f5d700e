"use client";

import { useEffect } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";

const LOOK_EVERY_MS = 5_000;

interface BackSoonProps {
  readonly message: string;
  readonly way: string | null;
}

const again = (): void => window.location.reload();

/** Stands for a page that cannot be asked for yet, and becomes it once the database answers again. */
export function BackSoon({ message, way }: BackSoonProps) {
  useEffect(() => {
    const look = async (): Promise<void> => {
      const told = (await (await fetch("/healthz/ready")).json()) as {
        readonly database: { readonly ok: boolean };
      };
      if (told.database.ok) again();
    };
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page>
      <h1 className="pb-3 text-xl font-semibold">The studio is not ready</h1>
      <ErrorState error={{ data: { studio: { message, way } } }} onRetry={again} />
    </Page>
  );
}
