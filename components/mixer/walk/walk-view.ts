/** What a narrow screen shows, one at a time. */
export type WalkView = "in" | "differences" | "out";
