import type { Metadata } from "next";
import { MixerPage } from "@/components/mixer/mixer-page";
import { RECIPE_PARAMETER } from "@/core/recipe-url";
import { pageCaller } from "@/app/page-caller";

export const metadata: Metadata = { title: "Mixer" };

interface PageProps {
  readonly params: Promise<{ readonly corpusId: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The first picture is in the HTML where its figures are known; else they follow as soon as they are counted. */
export default async function Page({ params, searchParams }: PageProps) {
  const { corpusId } = await params;
  const { [RECIPE_PARAMETER]: code, version } = await searchParams;
  const number = typeof version === "string" && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null;
  const api = await pageCaller();
  // What cannot be opened is said by the page's own query, with the way out.
  const opening = await api.preview
    .open({
      corpusId,
      ...(typeof code === "string" ? { code } : {}),
      ...(number === null ? {} : { number }),
    })
    .catch(() => null);
  const counting =
    opening === null || opening.figures !== null || opening.recipe === null
      ? null
      : api.preview.figures({ versionId: opening.versionId, recipe: opening.recipe }).catch(() => null);
  return <MixerPage corpusId={corpusId} number={number} opening={opening} counting={counting} />;
}
