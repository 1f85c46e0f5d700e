import "@/app/globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ApiProvider } from "@/components/api/api-provider";
import { AppFrame } from "@/components/frame/app-frame";
import { readTheme, THEME_COOKIE } from "@/components/frame/theme";

export const metadata: Metadata = {
  title: { default: "Meta-rater Studio", template: "%s · Meta-rater Studio" },
  description: "Weigh 25 quality raters, see the mixture, confirm it and train on it.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" {...(theme === "system" ? {} : { "data-theme": theme })} suppressHydrationWarning>
      <body>
        <ApiProvider>
          <AppFrame theme={theme}>{children}</AppFrame>
        </ApiProvider>
      </body>
    </html>
  );
}
