import type { Metadata } from "next";
import { Suspense } from "react";
import { CorporaView } from "@/components/corpus/corpora-view";

export const metadata: Metadata = { title: "Corpora" };

export default function CorporaPage() {
  return (
    <Suspense>
      <CorporaView />
    </Suspense>
  );
}
