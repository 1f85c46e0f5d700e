"use client";

import { Page, PageHeader } from "@/components/ui/page";

/** One run. */
export const RunPage = ({ id }: { readonly id: string }) => (
  <Page>
    <PageHeader title="Run" detail={id} />
  </Page>
);
