import type { Metadata } from "next";
import { ReportPage } from "@/components/reports/report-page";

export const metadata: Metadata = { title: "Report" };

interface PageProps {
  readonly params: Promise<{ readonly reportId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <ReportPage id={(await params).reportId} />;
}
