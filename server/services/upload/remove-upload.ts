import { rm } from "node:fs/promises";
import { uploadFolder } from "@/server/services/upload/upload-folder";

/** Removes an upload and all it holds; one that is gone already is none. */
export const removeUpload = (home: string, uploadId: string): Promise<void> =>
  rm(uploadFolder(home, uploadId).folder, { recursive: true, force: true });
