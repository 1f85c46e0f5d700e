import { StudioError } from "@/core/errors";
import type { RayBackend } from "@/server/training/backends";
import { tokenHttp, type TokenHttp } from "@/server/training/token-http";
import { tokenPlace } from "@/server/training/token-place";

/** HTTP to the head of one Ray; throws StudioError `not-ready` beside what `tokenHttp` does when the token is refused. */
export function rayHttp(backend: RayBackend): TokenHttp {
  const http = tokenHttp({
    ...backend,
    headers: (token): Readonly<Record<string, string>> =>
      token === null ? {} : { authorization: `Bearer ${token}` },
  });
  return async (request) => {
    const answer = await http(request);
    if (answer.status === 401 || answer.status === 403) throw refusedToken(backend, answer.status);
    return answer;
  };
}

function refusedToken(backend: RayBackend, status: number): StudioError {
  const place = tokenPlace(backend);
  return new StudioError(
    "not-ready",
    place === null
      ? `${backend.label} asks for a token (${String(status)}), and none is named.`
      : `${backend.label} refuses the token (${String(status)}) from ${place}.`,
    place === null
      ? "Name a tokenFile or a tokenVariable in backends.json."
      : "Put the cluster's token there; on the head it lies in ~/.ray/auth_token or where RAY_AUTH_TOKEN_PATH says.",
  );
}
