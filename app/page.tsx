import { redirect } from "next/navigation";

/** The studio opens on its corpora; everything else begins there. */
export default function HomePage() {
  redirect("/corpora");
}
