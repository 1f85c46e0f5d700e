import { randomNumbers } from "@/tests/support/random-numbers";

/** Texts that try to be more than text, by id. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  "hostile-ansi":
    "plain \x1b[31mred\x1b[0m bell\x07 c1\x85\x9f zero\u200bwidth soft\u00adhyphen private \ue000\uf8ff",
  "hostile-bidi":
    "normal \u202eevil\u202c back \u2066isolate\u2069 \u200fmark\u200e\nהעברית כאן, English there.",
  "hostile-bom": "\ufeffbyte order mark\r\nCRLF\r\nlone\rreturn",
  "hostile-line": "x".repeat(1_000_000),
  "hostile-marks": `Before a${"\u0301\u0302\u0316".repeat(33_334)} after`,
  "hostile-nul": `one\0two${"\0".repeat(50_000)}three`,
  "hostile-script":
    '<script>alert(1)</script><img src=x onerror="alert(2)"><svg onload=alert(3)></svg>\n</div></section>' +
    '<style>*{display:none}</style><iframe srcdoc="<script>alert(4)</script>"></iframe><a href="javascript:alert(5)">a</a>',
  "hostile-turning": "\u202e\u202c".repeat(30_000),
};

const WORDS = "the of and whale sea a ship in that captain ocean harpoon morning under great Ishmael".split(
  " ",
);

/** Words in paragraphs of about 600 characters, the same for the same seed. */
export function madeBook(characters: number, seed: number): string {
  const random = randomNumbers(seed);
  const paragraphs: string[] = [];
  let length = 0;
  while (length < characters) {
    const words = Array.from({ length: 100 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? "");
    const paragraph = `${words.join(" ")}.\n\n`;
    paragraphs.push(paragraph);
    length += paragraph.length;
  }
  return paragraphs.join("");
}
