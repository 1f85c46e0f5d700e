"use client";

import type { ComponentProps } from "react";
import { useRefusal } from "@/components/api/visitor";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { Verb } from "@/core/access";

interface ActButtonProps extends Omit<ComponentProps<typeof Button>, "asChild"> {
  /** What it does. */
  readonly verb: Verb;
}

/** A button for what not everybody may do. For whoever may not it does nothing and says why, also by keyboard. */
export function ActButton({ verb, ...props }: ActButtonProps) {
  const refusal = useRefusal(verb);
  if (refusal === null) return <Button {...props} />;
  const { variant, className, children } = props;
  return (
    <Tooltip text={refusal}>
      <Button
        {...(variant === undefined ? {} : { variant })}
        className={className}
        aria-disabled
        aria-description={refusal}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
