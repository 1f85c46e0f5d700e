import type { Metadata } from "next";
import { Suspense } from "react";
import { corpusTitle } from "@/app/corpora/corpus-title";
import { VersionComparisonView } from "@/components/corpus/version-comparison-view";

interface ComparePageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
}

export async function generateMetadata({ params }: ComparePageProps): Promise<Metadata> {
  return { title: `Compare versions of ${await corpusTitle((await params).corpusId)}` };
}

export default async function ComparePage({ params }: ComparePageProps) {
  const { corpusId } = await params;
  return (
    <Suspense>
      <VersionComparisonView corpusId={corpusId} />
    </Suspense>
  );
}
