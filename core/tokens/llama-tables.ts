import { MERGES, merges, PIECES, TEXT_OFFSET } from "@/core/tokens/llama-vocabulary";
import {
  areCommon,
  BORDER_SLOTS,
  borderSlot,
  COMMON,
  nextSlot,
  NO_PAIR,
  NO_RANK,
  PAIR_SLOTS,
  pairKey,
  pairSlot,
  type TokenTables,
} from "@/core/tokens/token-tables";
import { ASCII, codeAt, unitsOf } from "@/core/tokens/utf8-characters";

let tables: TokenTables | null = null;

/** The tables of the LLaMA v1/v2 vocabulary, made once. */
export const llamaTables = (): TokenTables =>
  (tables ??= { ...borderTables(), ...mergeTables(), characterIds: characterIds() });

const bytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
const ids = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(2 * length));

function borderTables(): Pick<TokenTables, "bordersInAscii" | "borders"> {
  const bordersInAscii = bytes(ASCII * ASCII).fill(1);
  const borders = bytes(BORDER_SLOTS).fill(1);
  for (const piece of PIECES.slice(TEXT_OFFSET)) {
    let left = codeAt(piece, 0);
    for (let at = unitsOf(left); at < piece.length;) {
      const right = codeAt(piece, at);
      borders[borderSlot(left, right)] = 0;
      if (left < ASCII && right < ASCII) bordersInAscii[left * ASCII + right] = 0;
      left = right;
      at += unitsOf(right);
    }
  }
  return { bordersInAscii, borders };
}

/** Code point of a piece of one character, −1 of any other. */
function characterOf(piece: string): number {
  const code = codeAt(piece, 0);
  return piece.length === unitsOf(code) ? code : -1;
}

function mergeTables(): Pick<TokenTables, "pairs" | "mergedIds" | "commonPairs" | "firstCommon"> {
  const pairs = new Int32Array(new SharedArrayBuffer(8 * PAIR_SLOTS)).fill(NO_PAIR);
  const mergedIds = ids(MERGES);
  const commonPairs = ids(COMMON * COMMON).fill(NO_RANK);
  // The vocabulary's last pieces are single characters, the commonest first.
  const firstCommon = PIECES.findIndex((piece, id) => id >= TEXT_OFFSET && characterOf(piece) !== -1);
  const idOf = new Map(PIECES.map((piece, id) => [piece, id]));
  let rank = 0;
  for (const [left, right] of merges()) {
    const [leftId, rightId, both] = [idOf.get(left), idOf.get(right), idOf.get(left + right)];
    if (leftId === undefined || rightId === undefined || both === undefined)
      throw new RangeError(`merge ${left} ${right} is not of the vocabulary`);
    mergedIds[rank] = both;
    const key = pairKey(leftId, rightId);
    let slot = pairSlot(key);
    while (pairs[2 * slot] !== NO_PAIR) slot = nextSlot(slot);
    pairs[2 * slot] = key;
    pairs[2 * slot + 1] = rank;
    const [first, second] = [leftId - firstCommon, rightId - firstCommon];
    if (areCommon(first, second)) commonPairs[first * COMMON + second] = rank;
    rank += 1;
  }
  return { pairs, mergedIds, commonPairs, firstCommon };
}

function characterIds(): Uint16Array {
  const codes = PIECES.map((piece, id) => (id < TEXT_OFFSET ? -1 : characterOf(piece)));
  const found = ids(1 + codes.reduce((most, code) => Math.max(most, code), 0));
  codes.forEach((code, id) => {
    if (code !== -1) found[code] = id;
  });
  return found;
}
