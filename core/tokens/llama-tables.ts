import { merges, PIECES, TEXT_OFFSET } from "@/core/tokens/llama-vocabulary";
import {
  areCommon,
  asciiPair,
  borderSlot,
  COMMON,
  nextSlot,
  NO_PAIR,
  NO_RANK,
  pairKey,
  pairSlot,
  TABLE_BYTES,
  tablesIn,
  type TokenTables,
} from "@/core/tokens/token-tables";
import { ASCII, codeAt, unitsOf } from "@/core/tokens/utf8-characters";

let tables: TokenTables | null = null;

/** The tables of the LLaMA v1/v2 vocabulary, made once, in memory that threads can share. */
export function llamaTables(): TokenTables {
  if (tables !== null) return tables;
  tables = tablesIn(new SharedArrayBuffer(TABLE_BYTES));
  fillBorders(tables);
  fillMerges(tables);
  fillCharacters(tables);
  return tables;
}

function fillBorders({ bordersInAscii, borders }: TokenTables): void {
  bordersInAscii.fill(1);
  borders.fill(1);
  for (const piece of PIECES.slice(TEXT_OFFSET)) {
    let left = codeAt(piece, 0);
    for (let at = unitsOf(left); at < piece.length;) {
      const right = codeAt(piece, at);
      borders[borderSlot(left, right)] = 0;
      if (left < ASCII && right < ASCII) bordersInAscii[asciiPair(left, right)] = 0;
      left = right;
      at += unitsOf(right);
    }
  }
}

/** Code point of a piece of one character, −1 of any other. */
function characterOf(piece: string): number {
  const code = codeAt(piece, 0);
  return piece.length === unitsOf(code) ? code : -1;
}

function fillMerges({ pairs, mergedIds, commonPairs, firstCommon }: TokenTables): void {
  pairs.fill(NO_PAIR);
  commonPairs.fill(NO_RANK);
  // The vocabulary's last pieces are single characters, the commonest first.
  const first = PIECES.findIndex((piece, id) => id >= TEXT_OFFSET && characterOf(piece) !== -1);
  firstCommon[0] = first;
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
    if (areCommon(leftId - first, rightId - first))
      commonPairs[(leftId - first) * COMMON + rightId - first] = rank;
    rank += 1;
  }
}

function fillCharacters({ characterIds }: TokenTables): void {
  for (const [id, piece] of PIECES.entries()) {
    const code = id < TEXT_OFFSET ? -1 : characterOf(piece);
    if (code !== -1) characterIds[code] = id;
  }
}
