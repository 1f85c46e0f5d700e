import type { Metadata } from "next";
import { SelectionsPage } from "@/components/selections/selections-page";

export const metadata: Metadata = { title: "Selections" };

export default function Page() {
  return <SelectionsPage />;
}
