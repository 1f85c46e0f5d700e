import type { Metadata } from "next";
import { MixerPage } from "@/components/mixer/mixer-page";

export const metadata: Metadata = { title: "Mixer" };

interface PageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <MixerPage corpusId={(await params).corpusId} />;
}
