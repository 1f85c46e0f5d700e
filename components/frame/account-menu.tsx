"use client";

import { CircleUserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { isSignedOut, useAccountAct } from "@/components/api/account";
import { useVisitor } from "@/components/api/visitor";
import { accountPlaces } from "@/components/frame/account-places";
import { IconButton } from "@/components/ui/button";
import { errorText } from "@/components/ui/error-text";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";

/** Who is signed in, the pages about accounts, and the way out. A studio of one person has none of it. */
export function AccountMenu() {
  const { team, email, role } = useVisitor();
  const router = useRouter();
  const leave = () => window.location.assign("/sign-in");
  const signOut = useAccountAct("sign-out", leave);
  const onError = (error: unknown) => {
    if (isSignedOut(error)) return leave();
    const { message, way } = errorText(error);
    const detail = way === null ? {} : { detail: way };
    toast({ title: `You are still signed in. ${message}`, ...detail, tone: "danger" });
  };
  if (!team) return null;
  const trigger = (
    <IconButton label={`Account of ${email}`}>
      <CircleUserRound />
    </IconButton>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuLabel>
        {email} · {role}
      </MenuLabel>
      {accountPlaces(role).map(({ href, label }) => (
        <MenuItem key={href} onSelect={() => router.push(href)}>
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => signOut.mutate({}, { onError })}>Sign out</MenuItem>
    </Menu>
  );
}
