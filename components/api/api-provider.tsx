"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type Operation,
} from "@trpc/client";
import { useState, type ReactNode } from "react";
import { makeQueryClient } from "@/components/api/make-query-client";
import { transformer } from "@/components/api/transformer";
import { TRPCProvider } from "@/components/api/trpc";
import type { AppRouter } from "@/server/api/root";

const URL = "/api/trpc";
/** Characters of JSON that make a question too long for an address. */
const LONG_INPUT = 2000;

/** Procedures whose questions carry the key of a reviewer, which must not stand in an address. */
const SECRET: ReadonlySet<string> = new Set(["review.mine", "review.read"]);

const isPosted = ({ type, input, path }: Operation): boolean =>
  type === "query" && (SECRET.has(path) || (JSON.stringify(input) ?? "").length > LONG_INPUT);

const makeClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url: URL, transformer }),
        false: splitLink({
          condition: isPosted,
          true: httpLink({ url: URL, transformer, methodOverride: "POST" }),
          false: httpBatchStreamLink({ url: URL, transformer, maxURLLength: 4000 }),
        }),
      }),
    ],
  });

/** One connection to the studio and one cache for all pages. */
export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(makeClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
