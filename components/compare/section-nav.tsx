const SECTIONS = [
  { id: "settings", label: "Settings" },
  { id: "selections", label: "Selections" },
  { id: "documents", label: "Documents" },
  { id: "outcomes", label: "Outcomes" },
  { id: "evaluations", label: "Evaluations" },
  { id: "between", label: "Between" },
] as const;

/** The parts of the page, always in reach. */
export const SectionNav = () => (
  <nav
    aria-label="Parts of the comparison"
    className="sticky top-0 z-10 -mx-4 bg-page px-4 py-1.5 sm:-mx-6 sm:px-6"
  >
    <ul className="flex gap-1 overflow-x-auto">
      {SECTIONS.map(({ id, label }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className="control inline-flex items-center rounded-md px-2.5 text-sm text-muted hover:bg-hover hover:text-ink"
          >
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
