import type { Metadata } from "next";
import { corpusTitle } from "@/app/corpora/corpus-title";
import { DataCardView } from "@/components/corpus/data-card-view";

interface CardPageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
}

export async function generateMetadata({ params }: CardPageProps): Promise<Metadata> {
  return { title: `Data card of ${await corpusTitle((await params).corpusId)}` };
}

export default async function CardPage({ params }: CardPageProps) {
  return <DataCardView corpusId={(await params).corpusId} />;
}
