import type { Metadata } from "next";
import { runTitle } from "@/app/runs/run-title";
import { RerunPage } from "@/components/selections/rerun-page";

interface PageProps {
  readonly params: Promise<{ readonly runId: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Train ${await runTitle((await params).runId)} again` };
}

export default async function Page({ params }: PageProps) {
  return <RerunPage id={(await params).runId} />;
}
