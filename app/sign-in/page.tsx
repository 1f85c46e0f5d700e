import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { visitor } from "@/server/api/context";

export const metadata: Metadata = { title: "Sign in" };

interface PageProps {
  readonly searchParams: Promise<{ readonly to?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  if ((await visitor(await headers())) !== null) redirect("/");
  const { to } = await searchParams;
  return <SignInForm to={typeof to === "string" ? to : null} />;
}
