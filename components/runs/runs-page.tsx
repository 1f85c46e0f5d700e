"use client";

import { Page, PageHeader } from "@/components/ui/page";

/** All runs. */
export const RunsPage = () => (
  <Page>
    <PageHeader title="Runs" detail="Models trained on selections." />
  </Page>
);
