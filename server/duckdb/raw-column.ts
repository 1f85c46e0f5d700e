import duckdb from "@duckdb/node-bindings";
import type { DuckDBDataChunk } from "@duckdb/node-api";

/**
 * A column of a chunk as it lies in memory: 20 times as fast as value by value. The memory is DuckDB's and is good as long as
 * the chunk is; a row that is NULL holds anything, so the query must leave none.
 */
const bytesOf = (chunk: DuckDBDataChunk, column: number, width: number): Uint8Array =>
  duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, column), chunk.rowCount * width);

/** A UTINYINT column without NULLs. */
export const uint8Column = (chunk: DuckDBDataChunk, column: number): Uint8Array => bytesOf(chunk, column, 1);

interface ArrayOver<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

const columnAs =
  <T>(TypedArray: ArrayOver<T>) =>
  (chunk: DuckDBDataChunk, column: number): T => {
    const { buffer, byteOffset } = bytesOf(chunk, column, TypedArray.BYTES_PER_ELEMENT);
    return new TypedArray(buffer, byteOffset, chunk.rowCount);
  };

/** A USMALLINT column without NULLs. */
export const uint16Column = columnAs(Uint16Array);

/** A UINTEGER column without NULLs. */
export const uint32Column = columnAs(Uint32Array);

/** A FLOAT column without NULLs. */
export const float32Column = columnAs(Float32Array);

/** A UBIGINT column without NULLs. */
export const uint64Column = columnAs(BigUint64Array);

/** A DOUBLE column without NULLs. */
export const float64Column = columnAs(Float64Array);
