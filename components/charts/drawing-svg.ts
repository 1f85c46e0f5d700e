import { INK, MUTED, shifted, shortened } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

/** The fonts of the page by name: a program that has none of them takes its own sans serif. */
const FONTS =
  "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const PAD = 16;
const HEAD = 44;
/** Mean width of a character of a title, as a share of its size. */
const CHARACTER = 0.56;
const SIZE = { title: 14, subtitle: 12, text: 12 } as const;

/** Turns a colour as CSS has it into one that every program reads. */
export type Paint = (colour: string) => string;

interface SvgWanted {
  readonly title: string;
  readonly subtitle: string;
  readonly drawing: Drawing;
  readonly background: string;
  readonly paint: Paint;
}

export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** A drawing as an SVG file that needs nothing beside it: title above, every colour and font spelled out. */
export function svgOf({ title, subtitle, drawing, background, paint }: SvgWanted): Svg {
  const width = drawing.width + 2 * PAD;
  const height = drawing.height + HEAD + 2 * PAD;
  const heading = (text: string, y: number, size: number): Mark => ({
    kind: "text",
    x: PAD,
    y,
    size,
    text: shortened(text, Math.floor(drawing.width / (size * CHARACTER))),
    fill: size === SIZE.title ? INK : MUTED,
    bold: size === SIZE.title,
  });
  const marks: readonly Mark[] = [
    { kind: "rect", x: 0, y: 0, width, height, fill: background },
    heading(title, PAD + 12, SIZE.title),
    heading(subtitle, PAD + 30, SIZE.subtitle),
    ...shifted(drawing.marks, PAD, PAD + HEAD),
  ];
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" font-family="${FONTS}" font-size="${String(SIZE.text)}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(subtitle)}</desc>`,
    ...marks.map((mark) => element(mark, paint)),
    "</svg>",
    "",
  ].join("\n");
  return { text, width, height };
}

/** What XML 1.0 cannot hold at all: control characters and halves of a surrogate pair. */
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string =>
  text.replace(UNFIT, "\ufffd").replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");

const number = (value: number): string => String(Number(value.toFixed(2)));

function attributes(given: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(given)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [` ${name}="${typeof value === "number" ? number(value) : escaped(value)}"`];
    })
    .join("");
}

function element(mark: Mark, paint: Paint): string {
  const painted = (colour: string | undefined) => (colour === undefined ? undefined : paint(colour));
  switch (mark.kind) {
    case "rect": {
      const { x, y, width, height } = mark;
      return `<rect${attributes({ x, y, width, height, fill: paint(mark.fill), stroke: painted(mark.stroke), "shape-rendering": "crispEdges" })}/>`;
    }
    case "line": {
      const { x1, y1, x2, y2 } = mark;
      return `<line${attributes({ x1, y1, x2, y2, stroke: paint(mark.stroke), "stroke-width": mark.width ?? 1, "stroke-dasharray": mark.dashes })}/>`;
    }
    case "circle":
      return `<circle${attributes({ cx: mark.x, cy: mark.y, r: mark.r, fill: paint(mark.fill) })}/>`;
    case "path":
      return `<path${attributes({
        transform: `translate(${number(mark.x)} ${number(mark.y)})`,
        d: mark.d,
        fill: painted(mark.fill) ?? "none",
        stroke: painted(mark.stroke),
        "stroke-width": mark.width,
        "stroke-linejoin": mark.stroke === undefined ? undefined : "round",
      })}/>`;
    case "text":
      return `<text${attributes({
        x: mark.x,
        y: mark.y,
        fill: paint(mark.fill ?? INK),
        "font-size": mark.size,
        "font-weight": mark.bold === true ? "600" : undefined,
        "text-anchor": mark.anchor,
        transform:
          mark.turn === undefined
            ? undefined
            : `rotate(${number(mark.turn)} ${number(mark.x)} ${number(mark.y)})`,
      })}>${escaped(mark.text)}</text>`;
  }
}
