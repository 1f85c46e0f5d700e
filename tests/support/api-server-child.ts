import { createServer } from "node:http";
import { Readable } from "node:stream";
import { answerTrpc } from "@/server/api/answer-trpc";

// The API of the studio over HTTP, for tests that kill it: the handler of app/api/trpc without the pages around it.
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    void (async () => {
      const body = Buffer.concat(chunks);
      const answer = await answerTrpc(
        new Request(`http://127.0.0.1${request.url ?? ""}`, {
          method: request.method ?? "GET",
          headers: { "content-type": "application/json" },
          ...(body.length > 0 ? { body } : {}),
        }),
      );
      response.writeHead(answer.status, { "content-type": "application/json" });
      Readable.from(Buffer.from(await answer.arrayBuffer())).pipe(response);
    })();
  });
});
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => process.stdout.write("listening\n"));
