import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The mixer in outline, while the statistics of the corpus are on their way. */
export const MixerSkeleton = () => (
  <div role="status" aria-label="Loading the mixer" className="flex h-full flex-col">
    <div className="flex items-center gap-3 border-b bg-surface px-4 py-2">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-7 w-24" />
      <span className="flex-1" />
      <Skeleton className="h-7 w-64" />
    </div>
    <div className="grid flex-1 gap-4 overflow-hidden p-4 lg:grid-cols-3">
      <SkeletonRows rows={24} />
      <SkeletonRows rows={12} />
      <SkeletonRows rows={12} />
    </div>
  </div>
);
