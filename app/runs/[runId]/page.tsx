import type { Metadata } from "next";
import { runTitle } from "@/app/runs/run-title";
import { RunPage } from "@/components/runs/run-page";

interface PageProps {
  readonly params: Promise<{ readonly runId: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: await runTitle((await params).runId) };
}

export default async function Page({ params }: PageProps) {
  return <RunPage id={(await params).runId} />;
}
