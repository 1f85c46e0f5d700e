import { formatBytes, formatCount, formatPlural, formatTokens, shortHash } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { versionUsesText } from "@/core/version-uses-text";
import type { DoomedVersion, Removal } from "@/server/services/corpus/plan-removal";

/** Where what pins a version is shown. */
const PAGES = { selection: "selections", review: "review", campaign: "campaigns" } as const;

/** What a deletion would do, version by version. */
export function CorpusRemoval({ removal }: { readonly removal: Removal }) {
  const { versions, freedBytes, allowed } = removal;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <ul className="divide-y rounded-md border">
        {versions.map((version) => (
          <Version key={version.versionId} version={version} />
        ))}
      </ul>
      {allowed ? (
        <>
          <p>
            {freedBytes === 0
              ? "No file goes: others hold them too."
              : `${formatBytes(freedBytes)} are freed.`}{" "}
            This cannot be undone.
          </p>
          <p className="text-muted">
            A tombstone stays: name, number, fingerprint, documents, tokens, when and by whom. Importing the
            same documents again gives the same fingerprint.
          </p>
        </>
      ) : (
        <p className="text-muted">
          What a selection pins cannot be deleted. Archived, it leaves the lists, and what pins it still
          opens.
        </p>
      )}
    </div>
  );
}

function Version({ version }: { readonly version: DoomedVersion }) {
  const { number, fingerprint, documents, tokens, bytes, uses, sharedWith } = version;
  const total = bytes.text + bytes.scores + bytes.preview + bytes.cache;
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>
          Version {number} <span className="font-mono text-xs text-muted">{shortHash(fingerprint)}</span>
        </span>
        <span>
          {formatPlural(documents, "document")} · {formatTokens(tokens)} tokens · {formatBytes(total)}
        </span>
      </p>
      <p className="text-xs text-muted">
        {`text ${formatBytes(bytes.text)} · scores ${formatBytes(bytes.scores)} · preview ${formatBytes(bytes.preview)} · cache ${formatBytes(bytes.cache)}`}
      </p>
      {sharedWith.length > 0 && (
        <p className="text-xs text-muted">
          Its files stay: {sharedWith.map(({ name, number: other }) => `${name} version ${other}`).join(", ")}{" "}
          {sharedWith.length === 1 ? "has" : "have"} the same documents.
        </p>
      )}
      {uses.length > 0 && (
        <div className="text-xs">
          <p className="text-warning">Pinned by {versionUsesText(uses)}, so it can only be archived:</p>
          <ul className="pl-3">
            {uses.map(({ kind, id, name, documents: selected, runs }) => (
              <li key={id}>
                <TextLink href={`/${PAGES[kind]}/${id}`}>{name}</TextLink>{" "}
                <span className="text-muted">
                  {kind === "campaign"
                    ? formatPlural(runs, "proxy", "proxies")
                    : `${formatCount(selected)} documents${runs > 0 ? `, ${formatPlural(runs, "run")}` : ""}`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}
