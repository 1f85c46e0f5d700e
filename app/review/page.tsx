import type { Metadata } from "next";
import { ReviewsPage } from "@/components/review/reviews-page";

export const metadata: Metadata = { title: "Review" };

export default function Page() {
  return <ReviewsPage />;
}
