import { z } from "zod";
import { PASSWORD_LENGTH } from "@/core/password";

/** A password that somebody chooses. */
export const passwordSchema = z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most);
