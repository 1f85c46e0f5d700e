import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { Help } from "@/components/ui/help";

interface PageHeaderProps {
  readonly title: ReactNode;
  /** Beside the title: badges, a version. */
  readonly beside?: ReactNode;
  /** One line below the title. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

export const PageHeader = ({ title, beside, detail, actions }: PageHeaderProps) => (
  <header className="flex gap-x-4 gap-y-3 pb-4 max-sm:flex-col sm:flex-wrap sm:items-end">
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {beside}
      </div>
      {detail !== undefined && <div className="text-sm text-muted">{detail}</div>}
    </div>
    {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
  </header>
);

/** The body of a page that scrolls as a whole. */
export const Page = ({ children }: { readonly children: ReactNode }) => (
  <div className="mx-auto w-full max-w-[1280px] px-4 py-5 sm:px-6">{children}</div>
);

interface PanelProps {
  readonly title?: ReactNode;
  /** Right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** Without padding: a table touches the frame. */
  readonly flush?: boolean;
}

export function Panel({ title, aside, children, className, flush = false }: PanelProps) {
  return (
    <section className={cx("min-w-0 rounded-lg border bg-surface", className)}>
      {title !== undefined && (
        <header className="flex min-h-9 flex-wrap items-center gap-2 border-b px-3 py-1">
          <h2 className="flex-1 text-sm font-semibold">{title}</h2>
          {aside}
        </header>
      )}
      <div className={flush ? "overflow-x-auto" : "p-3"}>{children}</div>
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly detail?: ReactNode;
  /** What its label means, where not everybody knows the word. */
  readonly meaning?: string;
}

/** One number with its name above and what qualifies it below. Stands in a `<dl>`. */
export const Figure = ({ label, value, detail, meaning }: FigureProps) => (
  <div className="min-w-0">
    <dt className="eyebrow flex items-center gap-1">
      {label}
      {meaning !== undefined && <Help about={label} text={meaning} />}
    </dt>
    <dd className="truncate text-lg font-semibold tracking-tight">{value}</dd>
    {detail !== undefined && <dd className="truncate text-xs text-muted">{detail}</dd>}
  </div>
);
