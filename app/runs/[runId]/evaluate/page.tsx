import type { Metadata } from "next";
import { runTitle } from "@/app/runs/run-title";
import { EvaluatePage } from "@/components/evaluations/evaluate-page";

interface PageProps {
  readonly params: Promise<{ readonly runId: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Evaluate ${await runTitle((await params).runId)}` };
}

export default async function Page({ params }: PageProps) {
  return <EvaluatePage id={(await params).runId} />;
}
