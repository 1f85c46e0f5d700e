import type { Metadata } from "next";
import { Suspense } from "react";
import { CorpusSkeleton } from "@/components/corpus/corpus-skeleton";
import { CorpusView } from "@/components/corpus/corpus-view";
import { corpusTitle } from "@/app/corpora/corpus-title";

interface CorpusPageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
}

export async function generateMetadata({ params }: CorpusPageProps): Promise<Metadata> {
  return { title: await corpusTitle((await params).corpusId) };
}

export default async function CorpusPage({ params }: CorpusPageProps) {
  const { corpusId } = await params;
  return (
    <Suspense fallback={<CorpusSkeleton />}>
      <CorpusView corpusId={corpusId} />
    </Suspense>
  );
}
