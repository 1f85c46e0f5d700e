import { memo } from "react";
import { INK } from "@/components/charts/drawing";
import type { Drawing, Mark } from "@/core/drawing";

interface DrawingViewProps {
  readonly drawing: Drawing;
  /** What it shows, for those who do not see it; left out where that is said beside it. */
  readonly label?: string;
}

/** A drawing as it is on the page, in the colours of its theme. */
export const DrawingView = memo(function DrawingView({
  drawing: { width, height, marks },
  label,
}: DrawingViewProps) {
  return (
    <svg
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      width={width}
      height={height}
      fontSize={12}
      className="block"
    >
      {marks.map((mark, at) => (
        <MarkView key={at} mark={mark} />
      ))}
    </svg>
  );
});

function MarkView({ mark }: { readonly mark: Mark }) {
  switch (mark.kind) {
    case "rect": {
      const { x, y, width, height, fill, stroke } = mark;
      return (
        <rect
          x={x}
          y={y}
          width={width}
          height={height}
          fill={fill}
          stroke={stroke}
          shapeRendering="crispEdges"
        />
      );
    }
    case "line": {
      const { x1, y1, x2, y2, stroke, width = 1, dashes } = mark;
      return (
        <line x1={x1} y1={y1} x2={x2} y2={y2} stroke={stroke} strokeWidth={width} strokeDasharray={dashes} />
      );
    }
    case "circle":
      return <circle cx={mark.x} cy={mark.y} r={mark.r} fill={mark.fill} />;
    case "path": {
      const { x, y, d, fill = "none", stroke, width } = mark;
      return (
        <path
          transform={`translate(${String(x)} ${String(y)})`}
          d={d}
          fill={fill}
          stroke={stroke}
          strokeWidth={width}
          strokeLinejoin={stroke === undefined ? undefined : "round"}
        />
      );
    }
    case "text": {
      const { x, y, text, fill = INK, size, bold, anchor, turn } = mark;
      return (
        <text
          x={x}
          y={y}
          fill={fill}
          fontSize={size}
          fontWeight={bold === true ? 600 : undefined}
          textAnchor={anchor}
          transform={turn === undefined ? undefined : `rotate(${String(turn)} ${String(x)} ${String(y)})`}
        >
          {text}
        </text>
      );
    }
  }
}
