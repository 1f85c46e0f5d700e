import { open, type FileHandle } from "node:fs/promises";
import { thriftBytes, type Thrift } from "@/server/storage/thrift-compact";

/** Parquet's physical and converted type of a column, named as DuckDB reads it; no value is missing. */
const TYPES = {
  UINTEGER: { physical: 1, converted: 13 },
  BIGINT: { physical: 2, converted: 18 },
  UBIGINT: { physical: 2, converted: 14 },
  FLOAT: { physical: 4, converted: null },
  DOUBLE: { physical: 5, converted: null },
  VARCHAR: { physical: 6, converted: 0 },
} as const;

export interface PlainColumn {
  readonly name: string;
  readonly type: keyof typeof TYPES;
}

const MAGIC = Buffer.from("PAR1");
const REQUIRED = 0;
const PLAIN = 0;
const RLE = 3;
const UNCOMPRESSED = 0;

/**
 * A Parquet file of plain, uncompressed values: what DuckDB reads fastest, and what typed arrays already are.
 * Not for keeping: staging files of the studio are read once and deleted.
 */
export class PlainParquetFile {
  private readonly groups: Thrift[] = [];
  private rows = 0;
  private offset = MAGIC.length;

  private constructor(
    private readonly handle: FileHandle,
    private readonly columns: readonly PlainColumn[],
  ) {}

  static async create(path: string, columns: readonly PlainColumn[]): Promise<PlainParquetFile> {
    const handle = await open(path, "w");
    await handle.writeFile(MAGIC);
    return new PlainParquetFile(handle, columns);
  }

  /**
   * Appends a row group.
   * @param values per column the bytes of its values one after the other, little-endian; before each text its length in
   * bytes as 32 bits
   */
  async writeGroup(rows: number, values: readonly Uint8Array[]): Promise<void> {
    const chunks: Thrift[] = [];
    const pieces: Uint8Array[] = [];
    const begin = this.offset;
    this.columns.forEach((column, index) => {
      const bytes = values[index] ?? new Uint8Array();
      const header = pageHeader(rows, bytes.length);
      chunks.push(columnChunk(column, rows, this.offset, header.length + bytes.length));
      pieces.push(header, bytes);
      this.offset += header.length + bytes.length;
    });
    await this.handle.writev(pieces);
    const size = this.offset - begin;
    this.groups.push(struct([1, { list: chunks }], [2, { i64: size }], [3, { i64: rows }]));
    this.rows += rows;
  }

  /** Writes what makes the file readable, and closes it. */
  async finish(): Promise<void> {
    const root = struct([4, { text: "rows" }], [5, { i32: this.columns.length }]);
    const footer = thriftBytes(
      struct(
        [1, { i32: 1 }],
        [2, { list: [root, ...this.columns.map(schemaOf)] }],
        [3, { i64: this.rows }],
        [4, { list: this.groups }],
      ),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    await this.handle.writeFile(Buffer.concat([footer, length, MAGIC]));
    await this.close();
  }

  /** Closes a file that will not be finished. */
  close(): Promise<void> {
    return this.handle.close();
  }
}

const struct = (...fields: (readonly [number, Thrift])[]): Thrift => ({ struct: fields });

function schemaOf({ name, type }: PlainColumn): Thrift {
  const { physical, converted } = TYPES[type];
  const fields: [number, Thrift][] = [
    [1, { i32: physical }],
    [3, { i32: REQUIRED }],
    [4, { text: name }],
  ];
  return struct(...fields, ...(converted === null ? [] : [[6, { i32: converted }] as const]));
}

const pageHeader = (rows: number, bytes: number): Buffer =>
  thriftBytes(
    struct(
      [1, { i32: 0 }],
      [2, { i32: bytes }],
      [3, { i32: bytes }],
      [5, struct([1, { i32: rows }], [2, { i32: PLAIN }], [3, { i32: RLE }], [4, { i32: RLE }])],
    ),
  );

const columnChunk = (column: PlainColumn, rows: number, offset: number, bytes: number): Thrift =>
  struct(
    [2, { i64: offset }],
    [
      3,
      struct(
        [1, { i32: TYPES[column.type].physical }],
        [2, { list: [{ i32: PLAIN }] }],
        [3, { list: [{ text: column.name }] }],
        [4, { i32: UNCOMPRESSED }],
        [5, { i64: rows }],
        [6, { i64: bytes }],
        [7, { i64: bytes }],
        [9, { i64: offset }],
      ),
    ],
  );
