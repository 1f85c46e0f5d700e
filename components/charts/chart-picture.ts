"use client";

import type { ExportedChart } from "@/core/exported-chart";
import { svgOf, type Paint, type Svg } from "@/components/charts/drawing-svg";

/** Pixels of a PNG to a px of its drawing. */
const SCALE = 2;

/** The chart as SVG, in the colours of the theme that is seen where none is named. */
export function chartSvg({ title, subtitle, drawing }: ExportedChart, theme?: "light" | "dark"): Svg {
  return withPaint(
    (paint) => svgOf({ title, subtitle, drawing, background: "var(--color-surface)", paint }),
    theme,
  );
}

/** The same picture in pixels. */
export async function chartPng(chart: ExportedChart): Promise<Blob> {
  const { text, width, height } = chartSvg(chart);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error("The browser drew no picture.")) : resolve(blob),
    );
  });
}

/** Custom properties, light-dark() and color-mix() as the page computes them, written #rrggbb. */
function withPaint<T>(draw: (paint: Paint) => T, theme?: "light" | "dark"): T {
  const probe = document.createElement("span");
  if (theme !== undefined) probe.style.colorScheme = theme;
  document.body.append(probe);
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map<string, string>();
  const paint = (colour: string): string => {
    const found = known.get(colour);
    if (found !== undefined || pixel === null) return found ?? colour;
    probe.style.color = colour;
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
    const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    known.set(colour, hex);
    return hex;
  };
  try {
    return draw(paint);
  } finally {
    probe.remove();
  }
}
