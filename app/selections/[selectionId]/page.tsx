import type { Metadata } from "next";
import { SelectionPage } from "@/components/selections/selection-page";

export const metadata: Metadata = { title: "Selection" };

interface PageProps {
  readonly params: Promise<{ readonly selectionId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <SelectionPage id={(await params).selectionId} />;
}
