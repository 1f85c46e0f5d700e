import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divergingColour } from "@/components/charts/heat-map.prepare";
import type { Drawing, Mark } from "@/core/drawing";
import { drawBars } from "@/components/charts/draw-bars";
import { drawBoxes } from "@/components/charts/draw-boxes";
import { drawCurves } from "@/components/charts/draw-curves";
import { drawDistributions } from "@/components/charts/draw-distributions";
import { drawHeatMap } from "@/components/charts/draw-heat-map";
import { drawHistogram } from "@/components/charts/draw-histogram";
import { drawSignedBars } from "@/components/charts/draw-signed-bars";
import { drawTicks } from "@/components/charts/draw-ticks";
import { svgOf } from "@/components/charts/drawing-svg";

const svg = (drawing: Drawing, title = "Title", paint = (colour: string) => colour) =>
  svgOf({ title, subtitle: "Subtitle", drawing, background: "white", paint });

const texts = ({ marks }: Drawing): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const rects = ({ marks }: Drawing) => marks.filter((mark) => mark.kind === "rect");

describe("a drawing as an SVG file", () => {
  it("has its title, its size and a background, and every colour painted", () => {
    const drawing: Drawing = {
      width: 100,
      height: 50,
      marks: [{ kind: "rect", x: 1, y: 2, width: 3, height: 4, fill: "var(--color-accent)" }],
    };
    const { text, width, height } = svg(drawing, "Mixture", (colour) => `painted-${colour.length}`);
    expect([width, height]).toEqual([132, 126]);
    expect(text).toContain('<svg xmlns="http://www.w3.org/2000/svg" width="132" height="126"');
    expect(text).toContain("<title>Mixture</title>");
    expect(text).toContain(
      '<rect x="0" y="0" width="132" height="126" fill="painted-5" shape-rendering="crispEdges"/>',
    );
    expect(text).toContain(
      '<rect x="17" y="62" width="3" height="4" fill="painted-19" shape-rendering="crispEdges"/>',
    );
    expect(text).not.toContain("var(");
  });

  it("takes any text for text", () => {
    const mark: Mark = { kind: "text", x: 0, y: 0, text: '</text><script>"&\u0000\ud800' };
    const { text } = svg({ width: 10, height: 10, marks: [mark] });
    expect(text).toContain("&lt;/text&gt;&lt;script&gt;&quot;&amp;\ufffd\ufffd</text>");
  });

  it("holds no markup that a text brought along, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (given) => {
        const { text } = svg({ width: 10, height: 10, marks: [{ kind: "text", x: 0, y: 0, text: given }] });
        const inside = text.slice(text.lastIndexOf("<text"), text.lastIndexOf("</text>"));
        expect(inside.slice(inside.indexOf(">") + 1)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
      }),
    );
  });

  it("shortens a title that is wider than the picture", () => {
    const { text } = svg({ width: 100, height: 10, marks: [] }, "A title that has no room at all");
    expect(text).toContain(">A title tha…</text>");
  });
});

describe("a drawing of", () => {
  it("bars has a bar for each length and its numbers in columns", () => {
    const drawing = drawBars(
      [
        {
          label: "c4",
          colour: "red",
          bars: [
            { length: 1, colour: "grey" },
            { length: 0.5, colour: "blue" },
          ],
          cells: ["60.0", "30.0"],
        },
      ],
      ["before", "after"],
    );
    expect(rects(drawing).map(({ width, fill }) => [width, fill])).toEqual([
      [8, "red"],
      [300, "grey"],
      [150, "blue"],
    ]);
    expect(texts(drawing)).toEqual(["before", "after", "c4", "60.0", "30.0"]);
  });

  it("a histogram keeps the proportions of its bins and marks the line", () => {
    const drawing = drawHistogram({
      bins: [
        { from: 0, to: 1, all: 4, selected: 0 },
        { from: 1, to: 2, all: 2, selected: 2 },
      ],
      line: { at: 1, label: "threshold 1" },
      format: String,
    });
    expect(rects(drawing).map(({ x, height, fill }) => [x, height, fill])).toEqual([
      [0, 200, "var(--color-before)"],
      [320, 100, "var(--color-before)"],
      [320, 100, "var(--color-accent)"],
    ]);
    expect(texts(drawing)).toEqual(["0", "2", "threshold 1"]);
  });

  it("a heat map leaves its diagonal and what has no value empty", () => {
    const value = (a: number, b: number) => (a + b === 3 ? null : -0.5);
    const drawing = drawHeatMap({ names: ["one", "two", "three"], order: [2, 0, 1], value });
    const cells = rects(drawing).filter(({ height }) => height === 21);
    expect(cells.map(({ fill }) => fill)).toEqual(Array.from({ length: 4 }, () => divergingColour(-0.5)));
    expect(texts(drawing).slice(0, 6)).toEqual(["three", "three", "one", "one", "two", "two"]);
  });

  it("signed bars has them on either side of one line, and none where there is no number", () => {
    const drawing = drawSignedBars([
      { key: "a", name: "for", value: 0.5, text: "50 %" },
      { key: "b", name: "against", value: -0.25, text: "−25 %" },
      { key: "c", name: "unknown", value: null, text: "–" },
    ]);
    expect(rects(drawing).map(({ x, width, fill }) => [x, width, fill])).toEqual([
      [250, 200, "var(--color-accent)"],
      [150, 100, "var(--color-lost)"],
    ]);
    expect(drawing.marks.at(-1)).toMatchObject({ kind: "line", x1: 250, x2: 250 });
    expect(texts(drawing)).toEqual(["for", "50 %", "against", "−25 %", "unknown", "–"]);
  });

  it("ticks has a stroke for each number and a bolder one for their mean", () => {
    const drawing = drawTicks({ values: [0.7, 0.9], mean: 0.8, low: 0.6, high: 1, format: String });
    const strokes = drawing.marks.flatMap((mark) =>
      mark.kind === "line" && mark.x1 === mark.x2 ? [Math.round(mark.x1)] : [],
    );
    expect(strokes).toEqual([129, 339, 234]);
    expect(texts(drawing)[0]).toBe("0.6");
  });

  it("boxes, curves and distributions names what it draws", () => {
    const figures = { p5: 1, p25: 10, median: 100, p75: 1000, p95: 10_000, max: 100_000 };
    const boxes = drawBoxes([{ label: "book", colour: "red", figures }], String);
    expect(texts(boxes)).toEqual(["1", "10", "100", "1000", "10000", "100000", "book"]);
    const curves = [
      {
        id: "a",
        label: "training",
        colour: "red",
        points: [
          { x: 0, y: 4 },
          { x: 10, y: 2 },
        ],
      },
      { id: "b", label: "nothing", colour: "blue", points: [{ x: 0, y: null }] },
    ];
    const drawn = drawCurves({ curves, xName: "step", format: String });
    expect(texts(drawn)).toContain("training 2");
    expect(drawn.marks.filter(({ kind }) => kind === "path")).toHaveLength(1);
    expect(drawCurves({ curves: [], xName: "step", format: String }).marks).toEqual([]);
    const multiples = drawDistributions([
      { title: "Fluency", note: "+3", all: [1, 2], selected: [2, 1], ends: ["0", "", "1"] },
      { title: "Reasoning", note: "", all: [1, 2], selected: null, ends: ["0", "", "1"] },
    ]);
    expect(multiples.marks.filter(({ kind }) => kind === "path")).toHaveLength(3);
    expect(texts(multiples)).toContain("+3");
  });
});
