import { SIDE_LOOKS } from "@/components/compare/changed.prepare";
import { formatCount } from "@/components/ui/format";
import { Segmented } from "@/components/ui/segmented";
import { SIDES, type PairFigures, type Side } from "@/core/comparison/changes";

interface SideChoiceProps {
  readonly pair: PairFigures;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}

/** Gained, lost or kept, each with how many it has. */
export const SideChoice = ({ pair, side, onSide }: SideChoiceProps) => (
  <Segmented
    label="Which documents"
    value={side}
    options={SIDES.map((value) => ({
      value,
      label: `${SIDE_LOOKS[value].sign} ${formatCount(pair.sides[value].documents)} ${value}`,
    }))}
    onValue={onSide}
  />
);
