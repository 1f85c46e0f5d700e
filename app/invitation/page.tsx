import type { Metadata } from "next";
import { InvitationPage } from "@/components/account/invitation-page";

export const metadata: Metadata = { title: "Invitation" };

export default function Page() {
  return <InvitationPage />;
}
