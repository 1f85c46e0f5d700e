import type { Metadata } from "next";
import { Suspense } from "react";
import { BrowseSkeleton, BrowseView } from "@/components/corpus/browse/browse-view";
import { corpusTitle } from "@/app/corpora/corpus-title";

interface BrowsePageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
}

export async function generateMetadata({ params }: BrowsePageProps): Promise<Metadata> {
  return { title: `Browse ${await corpusTitle((await params).corpusId)}` };
}

export default async function BrowsePage({ params }: BrowsePageProps) {
  const { corpusId } = await params;
  return (
    <Suspense fallback={<BrowseSkeleton />}>
      <BrowseView corpusId={corpusId} />
    </Suspense>
  );
}
