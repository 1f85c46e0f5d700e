/** Raised whenever the wording of a rubric changes; kept with every answer. */
export const RUBRIC_VERSION = 1;

interface Rubric {
  readonly label: string;
  /** What is judged, and what must not matter. */
  readonly about: string;
  /** What each level from 0 to 5 asks for. */
  readonly levels: readonly [string, string, string, string, string, string];
}

/** Language, length and placeholders such as [EMAIL_ADDRESS] never matter. */
export const NEVER_MATTERS = "Language, length and placeholders such as [EMAIL_ADDRESS] do not matter.";

/** The four scales of Meta-rater for people: PRRC rating scales, arXiv 2504.14194. */
export const RUBRICS = {
  professionalism: {
    label: "Professionalism",
    about: "How much expertise reading it takes: depth, accuracy, accessibility. Style does not matter.",
    levels: [
      "None of the below",
      "Simple, for children",
      "Popular books and science, novels",
      "Advanced books, detailed articles",
      "Academic papers, advanced textbooks",
      "Advanced papers, manuals, patents",
    ],
  },
  readability: {
    label: "Readability",
    about: "How easily it is understood.",
    levels: [
      "None of the below",
      "Serious problems of clarity",
      "Generally clear, with hard passages",
      "Mostly clear, minor errors",
      "Very clear",
      "Outstanding",
    ],
  },
  reasoning: {
    label: "Reasoning",
    about: "How much thought it carries, whatever the subject.",
    levels: [
      "None",
      "First elements of reasoning",
      "Basic, superficial",
      "Several steps that build on each other",
      "Many layers, in depth",
      "Deep, in several dimensions",
    ],
  },
  cleanliness: {
    label: "Cleanliness",
    about: "Formatting, fitting content, completeness. Levels do not add up: judge the whole.",
    levels: [
      "Unusable",
      "Serious problems",
      "Obvious problems",
      "Some problems",
      "Minor problems",
      "Perfect",
    ],
  },
} as const satisfies Record<string, Rubric>;
export type RubricId = keyof typeof RUBRICS;

/** All rubrics have levels 0 up to it. */
export const HIGHEST_LEVEL = RUBRICS.readability.levels.length - 1;
