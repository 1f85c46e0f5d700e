import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong font-medium",
  secondary: "bg-raised border border-line-strong hover:bg-hover text-ink",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  danger: "bg-raised border border-danger text-danger hover:bg-danger-soft",
} as const;

const BASE =
  "control inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-sm select-none " +
  "transition-colors disabled:opacity-50 aria-disabled:opacity-50";

interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: keyof typeof VARIANTS;
  /** The act is under way: shows it and takes no second click. */
  readonly busy?: boolean;
  /** Gives its looks to the one child (a link). */
  readonly asChild?: boolean;
}

export function Button({
  variant = "secondary",
  busy = false,
  asChild = false,
  className,
  ...props
}: ButtonProps) {
  const classes = cx(BASE, "px-2.5", VARIANTS[variant], className);
  if (asChild) return <Slot.Root className={classes} {...props} />;
  const { children, disabled, ...rest } = props;
  return (
    <button type="button" className={classes} {...rest} disabled={disabled === true || busy} aria-busy={busy}>
      {busy && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** Says what it does: accessible name and tooltip. */
  readonly label: string;
  readonly keys?: string;
  readonly variant?: keyof typeof VARIANTS;
  /** For a toggle: whether it is on. */
  readonly pressed?: boolean;
}

export function IconButton({
  label,
  keys,
  variant = "quiet",
  pressed,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <button
        type="button"
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        className={cx(
          BASE,
          "aspect-square [&_svg]:size-4",
          VARIANTS[variant],
          pressed === true && "bg-accent-soft text-accent",
          className,
        )}
        {...props}
      >
        {children}
      </button>
    </Tooltip>
  );
}
