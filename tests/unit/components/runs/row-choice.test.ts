import { describe, expect, it } from "vitest";
import { allChosen, allToggled, extended, NOTHING_CHOSEN, toggled } from "@/components/runs/row-choice";

const SHOWN = ["a", "b", "c", "d", "e"];
const chosen = ({ chosen: ids }: { readonly chosen: ReadonlySet<string> }): string =>
  [...ids].sort().join("");

describe("rows that are chosen", () => {
  it("come and go one by one", () => {
    const one = toggled(NOTHING_CHOSEN, SHOWN, "b", false);
    expect(chosen(one)).toBe("b");
    expect(chosen(toggled(one, SHOWN, "b", false))).toBe("");
  });

  it("become with shift what the last one is, up and down", () => {
    const last = toggled(NOTHING_CHOSEN, SHOWN, "d", false);
    expect(chosen(toggled(last, SHOWN, "b", true))).toBe("bcd");
    const all = allToggled(NOTHING_CHOSEN, SHOWN);
    expect(chosen(toggled(toggled(all, SHOWN, "b", false), SHOWN, "d", true))).toBe("ae");
  });

  it("begin anew where the last one is not shown any more", () => {
    const last = toggled(NOTHING_CHOSEN, SHOWN, "d", false);
    expect(chosen(toggled(last, ["a", "b"], "a", true))).toBe("ad");
  });

  it("grow with shift and an arrow key", () => {
    expect(chosen(extended(NOTHING_CHOSEN, SHOWN, "c", "d"))).toBe("cd");
    expect(chosen(extended(NOTHING_CHOSEN, SHOWN, "c", "a"))).toBe("abc");
  });

  it("are all of those shown, and then none of them", () => {
    const hidden = toggled(NOTHING_CHOSEN, SHOWN, "e", false);
    const all = allToggled(hidden, ["a", "b"]);
    expect(chosen(all)).toBe("abe");
    expect(allChosen(all, ["a", "b"])).toBe(true);
    expect(allChosen(all, ["a", "c"])).toBe("mixed");
    expect(allChosen(all, ["d"])).toBe(false);
    expect(chosen(allToggled(all, ["a", "b"]))).toBe("e");
  });
});
