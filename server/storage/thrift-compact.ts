/** A value of Thrift's compact protocol, as far as Parquet's metadata needs it; fields by their ids, ascending. */
export type Thrift =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly Thrift[] }
  | { readonly struct: readonly (readonly [id: number, value: Thrift])[] };

const TYPE = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

function typeOf(value: Thrift): number {
  if ("i32" in value) return TYPE.i32;
  if ("i64" in value) return TYPE.i64;
  if ("text" in value) return TYPE.text;
  return "list" in value ? TYPE.list : TYPE.struct;
}

/** Whole numbers up to 2^52. */
function varint(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push((rest % 0x80) | 0x80);
  out.push(rest);
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function write(out: number[], value: Thrift): void {
  if ("i32" in value) varint(out, zigzag(value.i32));
  else if ("i64" in value) varint(out, zigzag(value.i64));
  else if ("text" in value) {
    const bytes = Buffer.from(value.text);
    varint(out, bytes.length);
    for (const byte of bytes) out.push(byte);
  } else if ("list" in value) writeList(out, value.list);
  else {
    let before = 0;
    for (const [id, field] of value.struct) {
      out.push(((id - before) << 4) | typeOf(field));
      write(out, field);
      before = id;
    }
    out.push(0);
  }
}

function writeList(out: number[], items: readonly Thrift[]): void {
  const [first = { i32: 0 }] = items;
  if (items.length < 15) out.push((items.length << 4) | typeOf(first));
  else {
    out.push(0xf0 | typeOf(first));
    varint(out, items.length);
  }
  for (const item of items) write(out, item);
}

/** The bytes of a value; all items of a list are of one type, and ids of fields at most 15 apart. */
export function thriftBytes(value: Thrift): Buffer {
  const out: number[] = [];
  write(out, value);
  return Buffer.from(out);
}
