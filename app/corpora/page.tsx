import type { Metadata } from "next";
import { CorporaView } from "@/components/corpus/corpora-view";

export const metadata: Metadata = { title: "Corpora" };

/**
 * No Suspense here: what it holds is hydrated after the frame, whose answer about the corpora would already be there and
 * differ from the HTML.
 */
export default function CorporaPage() {
  return <CorporaView />;
}
