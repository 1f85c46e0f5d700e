import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";

export const CorpusSkeleton = () => (
  <Page>
    <div role="status" aria-label="Loading the corpus" className="flex flex-col gap-4">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-20 w-full rounded-lg" />
      <Skeleton className="h-56 w-full rounded-lg" />
      <Skeleton className="h-96 w-full rounded-lg" />
    </div>
  </Page>
);
