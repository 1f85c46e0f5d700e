"use client";

import { Check, Link2 } from "lucide-react";
import { useState } from "react";
import { useRested } from "@/components/mixer/use-rested";
import { IconButton } from "@/components/ui/button";

const SAID_MS = 1500;

/** Copies the link that opens this recipe on this corpus. */
export function ShareButton() {
  const [copies, setCopies] = useState(0);
  const [failed, setFailed] = useState(false);
  const rested = useRested(copies, SAID_MS);
  const said = copies !== rested;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setFailed(false);
    } catch {
      setFailed(true);
    }
    setCopies(copies + 1);
  };
  return (
    <span className="relative flex items-center">
      <IconButton label="Copy the link to this recipe" onClick={() => void copy()}>
        {said && !failed ? <Check className="text-good" /> : <Link2 />}
      </IconButton>
      <span role="status" className="sr-only">
        {said
          ? failed
            ? "The link could not be copied; it stands in the address bar."
            : "The link is copied."
          : ""}
      </span>
    </span>
  );
}
