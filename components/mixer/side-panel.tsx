"use client";

import { useState } from "react";
import { QuestionsPanel } from "@/components/mixer/questions-panel";
import { SelectedPanel } from "@/components/mixer/selected-panel";
import { useRaterQuestions } from "@/components/mixer/use-rater-questions";
import { Segmented } from "@/components/ui/segmented";

const PARTS = [
  { value: "selection", label: "Selection" },
  { value: "raters", label: "Raters questioned" },
] as const;

/** What the recipe selects, or what its raters do. Answers stay, and work goes on, while the other part is in sight. */
export function SidePanel() {
  const [part, setPart] = useState<(typeof PARTS)[number]["value"]>("selection");
  const questions = useRaterQuestions(part === "raters");
  return (
    <>
      <Segmented label="What is shown of the recipe" value={part} options={PARTS} onValue={setPart} />
      {part === "selection" ? <SelectedPanel /> : <QuestionsPanel {...questions} />}
    </>
  );
}
