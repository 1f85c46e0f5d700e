import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  const action = (
    <Button asChild>
      <Link href="/corpora">To the corpora</Link>
    </Button>
  );
  return (
    <Page>
      <EmptyState level="h1" title="There is no such page" action={action}>
        The address may be mistyped, or what it named was archived.
      </EmptyState>
    </Page>
  );
}
