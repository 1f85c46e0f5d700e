import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { StudioError } from "@/core/errors";
import { visitorOrFault } from "@/server/api/context";

export const metadata: Metadata = { title: "Sign in" };

interface PageProps {
  readonly searchParams: Promise<{ readonly to?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const found = await visitorOrFault(await headers());
  if (found !== null && !(found instanceof StudioError)) redirect("/");
  const { to } = await searchParams;
  return <SignInForm to={typeof to === "string" ? to : null} />;
}
