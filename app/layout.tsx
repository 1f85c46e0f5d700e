import "@/app/globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ApiProvider } from "@/components/api/api-provider";
import { VisitorProvider } from "@/components/api/visitor";
import { AppFrame } from "@/components/frame/app-frame";
import { BackSoon } from "@/components/frame/back-soon";
import { DoorFrame } from "@/components/frame/door-frame";
import { readTheme, THEME_COOKIE } from "@/components/frame/theme";
import { StudioError } from "@/core/errors";
import { visitorOrFault } from "@/server/api/context";

export const metadata: Metadata = {
  title: { default: "Meta-rater Studio", template: "%s · Meta-rater Studio" },
  description: "Weigh 25 quality raters, see the mixture, confirm it and train on it.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

/** Pages for whoever has no session. */
const DOORS = /^\/(sign-in|invitation)(\?|$)/;

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const asked = await headers();
  const path = asked.get("x-path") ?? "/";
  const isDoor = DOORS.test(path);
  const found = await visitorOrFault(asked);
  const who = found instanceof StudioError ? null : found;
  if (found === null && !isDoor) redirect(`/sign-in?to=${encodeURIComponent(path)}`);
  return (
    <html lang="en" {...(theme === "system" ? {} : { "data-theme": theme })} suppressHydrationWarning>
      <body>
        <ApiProvider>
          {found instanceof StudioError ? (
            <DoorFrame theme={theme}>
              <BackSoon message={found.message} way={found.way} />
            </DoorFrame>
          ) : who === null || (who.team && isDoor) ? (
            <DoorFrame theme={theme}>{children}</DoorFrame>
          ) : (
            <VisitorProvider visitor={who}>
              <AppFrame theme={theme}>{children}</AppFrame>
            </VisitorProvider>
          )}
        </ApiProvider>
      </body>
    </html>
  );
}
